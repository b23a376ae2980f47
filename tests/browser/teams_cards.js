// Draws an Adaptive Card nearly as Teams does: with the renderer that Teams is built on, and in Teams' sizes and colours.
// Those are in microsoft/AdaptiveCards, samples/HostConfig/microsoft-teams-light.json and -dark.json.

"use strict";

{
  const PALETTES = {
    light: {
      text: "#252424", subtle: "#bf252424", onColour: "#252424", onColourSubtle: "#bf252424",
      accent: "#6264a7", good: "#92c353", warning: "#f8d22a", attention: "#c4314b",
      ground: "#ffffff", emphasis: "#f9f8f7",
    },
    dark: {
      text: "#ffffff", subtle: "#bfffffff", onColour: "#201f1f", onColourSubtle: "#2d2c2c",
      accent: "#a6a7dc", good: "#92c353", warning: "#f8d22a", attention: "#d74654",
      ground: "#2d2c2c", emphasis: "#292828",
    },
  };
  const BOXES = { accent: "#c7def9", good: "#ccffcc", attention: "#ffc5b2", warning: "#ffe2b2" };

  const both = (colour) => ({ default: colour, subtle: colour });

  function ground(colours, backgroundColor, text, subtle) {
    const { accent, good, warning, attention } = colours;
    const named = { accent: both(accent), good: both(good), warning: both(warning), attention: both(attention) };
    return { backgroundColor, foregroundColors: { default: { default: text, subtle }, ...named } };
  }

  function host(colours) {
    const { text, subtle, onColour, onColourSubtle } = colours;
    const boxes = Object.entries(BOXES).map(([name, colour]) => [name, ground(colours, colour, onColour, onColourSubtle)]);
    return new AdaptiveCards.HostConfig({
      supportsInteractivity: true,
      fontFamily: "'Segoe UI', Inter, 'Noto Sans', sans-serif",
      fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 200, default: 400, bolder: 600 },
      spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
      separator: { lineThickness: 1, lineColor: "#eeeeee" },
      containerStyles: {
        default: ground(colours, colours.ground, text, subtle),
        emphasis: ground(colours, colours.emphasis, text, subtle),
        ...Object.fromEntries(boxes),
      },
      actions: {
        maxActions: 6,
        buttonSpacing: 8,
        showCard: { actionMode: "inline", inlineTopMargin: 16, style: "emphasis" },
        actionsOrientation: "horizontal",
        actionAlignment: "left",
      },
    });
  }

  // No Markdown: what is sent as text is to be read as it stands.
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const holder = document.createElement("div");
    holder.textContent = text;
    result.outputHtml = holder.innerHTML;
    result.didProcess = true;
  };

  // Called from teams_drawing.py.
  globalThis.drawCard = (card, scheme) => {
    const drawn = new AdaptiveCards.AdaptiveCard();
    drawn.hostConfig = host(PALETTES[scheme]);
    drawn.parse(card);
    document.querySelector(".card").replaceChildren(drawn.render());
  };
}
