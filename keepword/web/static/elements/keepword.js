// Everything that a page may contain; each file defines one element or one habit.
import "./local-time.js";
import "./menu-box.js";
import "./key-bindings.js";
import "./row-cursor.js";
import "./search-box.js";
import "./draft-keeper.js";
import "./writing-on.js";
import "./file-picker.js";
import "./undo-bar.js";
import "./markdown-bar.js";
import "./copy-fields.js";
import "./macro-picker.js";
import "./mail-frame.js";
import "./zone-guess.js";
import "./calm-swap.js";
import "./status-line.js";
import "./live-stream.js";
