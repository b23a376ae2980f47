"""Words that are names too, and words that stand where a name is asked for. A person reads what comes of them."""

_EVERYDAY = """
abbey amber angel april archer art august autumn baker banks bell berry best bill bishop black blue bond brook brooks
brown bush carol chance chase chuck church clay cliff cook cross dale dawn day dean dear drew ewe faith field fields
fisher ford fox frank gale gene glen gold grace grant gray green grey guy hall harmony hill hope house hunt hunter
iris ivy jack jade jean joy june justice kay king lane law life lily little long love major mark may merry miles mills
moon more never noble north page paris park parks pat patience peace pearl penny piers pitt poppy price read rich ring
rob robin rock rod rose ruby rush sage sandy short skye smart star stone story strong sue summer sunny swan sweet
trinity victor violet ward waters way wells west white will winter wise wood woods worth young
"""

_NO_NAMES = """
a about adult adviser advisor advocate afternoon ago all am an and another any anybody anyone apprentice at aunt aunty
away boss both boy boyfriend brother by call cannot cant carer case centre ceop childline children childrens colleague
college constable council counsellor cousin crime cupboard dad daughter deputy do doctor dont dr drawer e else email
employer evening everybody everyone everything ex family father folder for foster friday friend friends from front
girl girlfriend given gp gran grandad grandfather grandma grandmother group has have he head health her hers herself
him himself his home hospital hour hours husband i immediately in inspector is isnt it its know lado laptop later lead
learner learners line locked lunch lunchtime manager mate me men midday midnight minute minutes miss monday month
morning mother mr mrs ms mum my myself na neighbour new night no nobody none noon not nothing number nurse of officer
ok okay old on only or our out own parent parents partner pc phone please pm police principal provider ref reference
report ring safe safeguarding saturday say school sergeant service services she should sir sister social somebody
someone son soon staff step stepdad stepfather stepmother stepmum straight student students sunday sure teacher team
tell than that the their them themselves they thing think thursday to today told tomorrow trainer tuesday tutor uncle
unknown us was wasnt we wednesday week who whoever whole wife with work worker yes yesterday yet you your
"""

EVERYDAY = frozenset(_EVERYDAY.split())
"""Parts of names that are words of every day too: they count only where they begin with a capital."""

NO_NAMES = frozenset(_NO_NAMES.split())
"""Nobody is called so."""
