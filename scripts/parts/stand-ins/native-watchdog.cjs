// Takes the place of code-server's @vscode/native-watchdog, whose native part is not built here. It would end the
// extension host when the server dies; guard.mjs ends the whole process tree anyway.
exports.start = () => {};
exports.exit = (code) => process.exit(code);
