// Compiles schemas as strictly as Ajv can: node strict.mjs FILE... Types in a list are let pass: a text, or a text for each language.
// What only Ronde or an editor reads (x-…, markdown…) is named as such; any other unknown word is an error.
import fs from "fs";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const own = (part, words = new Set()) => {
  if (part && typeof part === "object") {
    for (const [key, value] of Object.entries(part)) {
      if (/^(x-|markdown)/.test(key)) words.add(key);
      own(value, words);
    }
  }
  return words;
};

for (const file of process.argv.slice(2)) {
  const schema = JSON.parse(fs.readFileSync(file));
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true, keywords: [...own(schema)] });
  addFormats(ajv);
  try {
    ajv.compile(schema);
  } catch (error) {
    console.log(`${file}: ${error.message}`);
  }
}
