// Draws Slack's blocks: a JSON list of blocks comes in, a JSON list of HTML goes out, one for each.

import { text } from "node:stream/consumers";

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx/dist/index.mjs";

const PRIVATE = 0xe000;
const HTML = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

// The renderer reads marks such as *this* also in plain text, where Slack does not: they are hidden from it.
const hidden = (text) => text.replace(/[\n!-/:-@[-`{-~]/g, (mark) => String.fromCharCode(PRIVATE + mark.charCodeAt(0)));

const shown = (html) =>
  html.replace(/[\ue000-\ue07f]/g, (mark) => {
    const plain = String.fromCharCode(mark.charCodeAt(0) - PRIVATE);
    return HTML[plain] ?? plain;
  });

function prepared(value) {
  if (Array.isArray(value)) return value.map(prepared);
  if (value === null || typeof value !== "object") return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, prepared(each)]));
  if (["plain_text", "text"].includes(copy.type)) copy.text = hidden(copy.text);
  // Slack says so beside the label; the renderer does not.
  if (copy.type === "input" && copy.optional) copy.label = { ...copy.label, text: `${copy.label.text} ${hidden("(optional)")}` };
  // The renderer leaves a menu empty in which something is chosen.
  if (copy.type === "static_select" && copy.initial_option) copy.placeholder = copy.initial_option.text;
  return copy;
}

function drawn(block) {
  const props = { blocks: [prepared(block)], logo: "", name: "", theme: "light", withoutWrapper: true };
  const html = shown(renderToStaticMarkup(createElement(Message, props)));
  // The renderer draws every box as tall as one for many lines.
  const oneLine = block.element?.type === "plain_text_input" && !block.element.multiline;
  return oneLine ? html.replace('<textarea class="', '<textarea class="one-line ') : html;
}

process.stdout.write(JSON.stringify(JSON.parse(await text(process.stdin)).map(drawn)));
