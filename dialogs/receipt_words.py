"""The 1,024 words that the code of a concern is made of: ten bits each.

A word has 4 to 7 letters of a to z. Any two words are three slips apart or more (a slip is a letter too many, too few
or wrong, or two neighbours swapped), so a word with one slip in it can only be that word. The first four letters belong
to one word only, and no beginning of a word, from four letters on, is within one slip of another word.

Each was chosen by hand: an everyday word that a ten-year-old, or somebody who is learning English, can spell; kind or
neutral. Left out: violence, sex, bodies, illness, death, drink, drugs, food that could shame, religion, politics, names
of people, countries and brands; words with a rude double meaning or sound, words loaded for somebody who is being
harmed, words that British and American English spell differently, and words that sound alike.

Codes that people have written down are made of these words: none is ever changed, added or taken out.
"""

ALL = """
ability abroad absent absorb academy account acrobat active adapt adding address adjust admiral advert afford afloat
after agenda airlift airmail airport airship albums algebra almost alpaca alpine already always amazing amused ancient
anglers annual another answer antenna anthill anyone anyway apology appear applaud apricot apron aquatic archway
arctic armband aroma array arrival arrows artists artwork ascend ashore aspect assist astound athlete atlas attach
audible author autumn avenue average avocado aware awesome backup badger bakery balcony bamboo banjo banners bargain
basin beacon beagle beaming beanbag bedrock beehive beeswax before begins belongs beneath berry beside between beyond
blanket blazer blender blossom blue board boasted bobbin boldly bonfire bonnet bonus borrow botany bottles bounce
bracken branch breezy bricks bridge bristle bronze broom brought brushes buckled buffalo builder bundle busily buttons
buzzard cabinet cactus cadet calmly candles canopy canteen canvas capsule caption caravan carbon careful carpets
cascade cashier catwalk cedars ceiling central chamber channel charmed checked cheers chilled chimney chirp chisel
chortle chuckle cinders cinema circled citrus civil clarify classes clearly clever climb cloak closing clothes cloudy
cluster clutch coach coastal cobweb college combine comedy comfort comic comment company consult context cookery
copper copying cordial corners correct costume cotton country courage covered cowboy crafty crates crawl crayons
creased credits crest cricket crimson crinkle crispy crocus crowded cruiser cubes culture curious cursor curtain
cushion custom cutlery cyclist dairy damson dancer data daytime debate declare decode deeply defined degree delay
deliver denim deposit design desktop detour develop dewdrop diagram diamond diaries differ digital diploma direct
discuss dishes display divide dolphin domino doodle doormat dotting dozens dragon drawing drifted drive drizzle
droplet drummer ducks dugout dustpan earlier earplug easiest echoes eclipse editor educate eighth either elastic
elegant elevate emailed embers emblem emerald emptied enchant engine enhance enjoyed enough enrich ensure entered
episode equator eraser essays evening every evident exactly example exclaim excuse expand explore exports express
extra fabric factory fairway famous fancy fanfare fasten feature festive fetched fiction field fierce fifteen filters
finally finish firmly flags fleet flipper flood florist flowers fluffy flying folder formula fortune forward fossils
foxes fragile frame freezer freshen friday friends frosted frozen further fuzzy gadgets gallery gamepad gardens
garland garnet gateway gazebo gearbox gecko gentler giggles giraffe giving gizmo glacier gladly glance gleam gleeful
glide glimpse glitter global glossy gloves golf gosling gradual grammar graph gravity greatly groove grounds guitar
gymnast habitat halibut hallway halved hamlet hammock hamster handbag happy harvest hawk hayloft headset hearty hedge
helipad helpful hexagon highway hiker hilltop history hobby holding holiday honesty hoop hopeful horizon hourly houses
however hubcap human humming hundred hurdles hurried iceberg icicle icon ideally igloo imagine imitate improve inches
include indigo indoor inhabit initial inner innings input insects inspire instant invite inward issue item itself
jackets jangled january javelin jazz jeans jigsaw jogging join jotter journal joyful jubilee jukebox jumper junior
justify kayak keeper kennel kestrel kettle keyhole keypad keyring kindly kingdom kiosk kitchen knights knitted label
ladders lagoon lambing laptop latest lattice laugh laundry layout leaflet learner legend legible lemon leopard letters
library lifting lioness liquid listed lively lizard lobster locate lockers lofty logical lookout lorries loudest
lowland loyalty luckily luggage lunar lyric macaw machine magic magpies mailbox major mallard mammal manage maple
marbles marched marker mascot maximum meadows medium medley melodic memory mention mercury merit mermaid method midway
mildest million mindful mineral minibus minnow minute mirror mitten mixture modify moments monday monitor monsoon
month moonlit morning mosaic mostly motors movie muddy murmur museum musical mustard napkin narrate natural navy
nesting netball newest newly nibble ninety nodded noisy nonstop notepad noticed novelty nowhere numeral nylon oatcake
oatmeal oblong obtain obvious occur ocean octagon october offers office onions only opener opera opinion orange
orbital orchard ordered organic origami ostrich outback outcome outdoor outfit outgrow outpost outside outward oval
overlap oxygen package paddle padlock painter palace panda panels papaya parasol parcel parrot parsnip partly pasture
patio pattern pause pebbles pelican pencil pending people perform perhaps person petals phrases piano picnic pieces
pinball pioneer pivot pixel placing playful plunge plural plywood pocket podcast poetry polite poncho ponies portal
postbox pouring praised prefer prepare pretend preview primary prints produce project proudly proverb publish pulley
pumpkin pupil purpose puzzled pyramid quacked quality quartet quests quickly quilt quiver quoted radar radiant rainbow
rambler ramps random react readers rebuild recent recipe recover recycle redwood reeds refill refresh refunds regard
regular rejoice relaxed reload remarks remind remote renew repaint replace reptile request rescued reserve resort
respond resume retail rethink return reunion reveal revisit rewrite ribbon ripen ripples roadmap robust rocking rookie
rosette route ruffled rugby rulers running runway rustic safari safety sailor salmon sandpit sapling satsuma saucers
savings sawdust sawmill scanner scenery school scooter screen scurry scuttle seabird seafood seagull search seasons
seaweed seconds sector secure seeing seesaw segment select service seventh shades shallow shelf shingle shopped shovel
showing shrub shuffle shutter sidecar signed silver similar simply since sixty skate skyline skyward sledges sleeve
smart smile snippet snorkel snowcap snugly society solar someone soonest soothe soundly soups sparkle spatula speak
species speech sphere spinach spiral spokes sponge sporty sprouts spruce squares squeaky stables stadium stamp stands
station stayed stereo sticker stilts stitch storm straw streams strong study subject suburb success sudden suggest
summary sunbeam sundial sunny sunrise sunset support surface survey swiftly swimmer symbol system tadpole talking
teacups teapot teatime tennis terrace thanked thermal thimble thirty thread through thunder tidal tidying tigers
timber tinfoil tinsel tiptoe toggle token tomato toolkit topmost topsoil torches tornado toucan tourist towpath
tractor traffic trainer transit travels treetop trellis tribute tried trilogy triple triumph trivial trolley trophy
trunk trusty tuba tuesday tundra tunic tunnels turbine turnout turtle twelve twenty twist typical umpire uneven
uniform unique unison unknown unless unlike unlocks unpack unplug unravel unroll until unusual unwind unwrap upbeat
update upgrade uphill upland upright uproot upwards urban useful usually utensil vacancy valid valleys variety varnish
vehicle velvet verify vessel viewed villa vintage violin visible visual vividly voice volcano volume voucher vowels
voyager wagtail wallaby warmth washed waters weaver website weekday welcome wellies western wheat wheelie whisks
widget wildcat willing wings wintry wisdom wishful without wombat wooden worktop worlds worthy wrapped wrens writer
yards yawning yoga zebra zesty zigzag zoomed
"""

WORDS = tuple(ALL.split())
"""In alphabetical order. A word stands for its place, from 0."""
