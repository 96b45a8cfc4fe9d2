// The text of a draft in an editor: YAML in colours, what is wrong at its place, the names of the book as one types.
// The field of the form stays what is sent; without this script it is what is written in.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--link)" },
  { tag: [tags.lineComment, tags.comment], color: "var(--quiet)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--yes)" },
  { tag: [tags.keyword, tags.meta, tags.punctuation, tags.separator], color: "var(--warn-edge)" },
]);

const LOOK = EditorView.theme({
  "&": { border: "1px solid var(--line)", borderRadius: "4px", color: "var(--ink)", backgroundColor: "var(--paper)" },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "2px" },
  ".cm-scroller": { font: "0.9rem/1.4 ui-monospace, monospace", maxHeight: "40rem", overflow: "auto" },
  ".cm-gutters": { backgroundColor: "var(--shade)", color: "var(--quiet)", border: "0" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--may)",
  },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--part)", color: "var(--paper)" },
  // The pictures of the library stand in addresses of data, which the policy of the page does not allow.
  ".cm-lint-marker": { content: "normal !important", borderRadius: "50%", width: "0.7em", height: "0.7em" },
  ".cm-lint-marker-error": { backgroundColor: "var(--wrong)" },
  ".cm-lint-marker-warning, .cm-lint-marker-info": { backgroundColor: "var(--warn-edge)" },
  ".cm-lintRange": { backgroundImage: "none !important", textDecoration: "underline wavy var(--warn-edge)" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--wrong)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.8" },
});

/** The place of a line and a column, counted in characters from 1, in a document. */
function place(doc, line, column) {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const before = [...found.text].slice(0, Math.max(column - 1, 0)).join("");
  return found.from + Math.min(before.length, found.length);
}

/** What the page says is wrong, as the editor shows it. */
function diagnostics(doc) {
  return [...document.querySelectorAll("#findings li[data-line]")]
    .filter(({ dataset }) => Number(dataset.line))
    .map(({ dataset, textContent }) => {
      const from = place(doc, Number(dataset.line), Number(dataset.column));
      const ends = Number(dataset.endLine) ? place(doc, Number(dataset.endLine), Number(dataset.endColumn)) : from;
      const severity = dataset.severity === "advice" ? "info" : dataset.severity;
      return { from, to: Math.max(ends, from), severity, message: textContent };
    });
}

/** What can be written at the cursor, as the server says by the book and the schema. */
function offers(field) {
  return async (context) => {
    if (!context.explicit && !context.matchBefore(/[\w.{"]$|: $/)) return null;
    const text = context.state.doc.toString();
    const body = new URLSearchParams(new FormData(field.form));
    body.set("text", text);
    body.set("do", "words");
    body.set("at", String([...text.slice(0, context.pos)].length));
    const answer = await fetch(field.form.action, { method: "POST", body, headers: { "hx-request": "true" } });
    if (!answer.ok || context.aborted) return null;
    const found = await answer.json();
    const letters = [...text];
    const at = (number) => letters.slice(0, number).join("").length;
    return found.offers.length ? { from: at(found.start), to: at(found.end), options: found.offers } : null;
  };
}

function open(field) {
  const host = document.createElement("div");
  field.after(host);
  // Within a shadow, styles are sheets and not elements: the policy of the page allows no style within it.
  const shadow = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    parent: shadow,
    root: shadow,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(),
        highlightActiveLine(), yaml(), syntaxHighlighting(COLOURS), LOOK, EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": field.getAttribute("aria-label"), spellcheck: "false", tabindex: "0" }),
        EditorState.phrases.of(JSON.parse(field.dataset.phrases)),
        autocompletion({ override: [offers(field)] }),
        keymap.of([...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          field.value = update.state.doc.toString();
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }),
      ],
    }),
  });
  field.hidden = true;
  const show = () => view.dispatch(setDiagnostics(view.state, diagnostics(view.state.doc)));
  document.addEventListener("htmx:after:swap", show);
  show();
}

document.querySelectorAll("textarea[data-editor]").forEach(open);
