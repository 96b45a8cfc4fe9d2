// Starts `ronde lsp` for the folder that is open, and shows the cases that reach a row where an editor shows references.
"use strict";

const { commands, window, workspace, Position, Uri } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const CASES = "ronde.cases";

let client;

async function start() {
  const settings = workspace.getConfiguration("ronde");
  const [command, ...words] = settings.get("command");
  const rulesets = settings.get("rulesets");
  const args = [...words, "lsp", ...(rulesets ? ["--rulesets", rulesets] : [])];
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  client = new LanguageClient(
    "ronde",
    "Ronde",
    { command, args, options: { cwd: folder } },
    {
      documentSelector: [{ scheme: "file", language: "yaml" }, { scheme: "file", language: "json" }],
      middleware: { executeCommand: shown },
    },
  );
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(`Ronde: ${command}: ${error.message}`);
  }
}

// What a command of the server answers; the places of cases are shown beside the line that they reach.
async function shown(command, args, next) {
  const found = await next(command, args);
  if (command === CASES && Array.isArray(found) && found.length > 0) {
    const [uri, line] = args;
    const places = found.map((each) => client.protocol2CodeConverter.asLocation(each));
    await commands.executeCommand("editor.action.showReferences", Uri.parse(uri), new Position(line - 1, 0), places);
  }
  return found;
}

async function restart() {
  await client?.stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(commands.registerCommand("ronde.restart", restart));
  await start();
}

async function deactivate() {
  await client?.stop();
}

module.exports = { activate, deactivate };
