// Takes the place of code-server's @vscode/spdlog, whose native part is not built here: without it the editor
// writes no log file at all, and a failing test has nothing to show. Plain appending, no rotation.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.file = file;
    this.level = levels.indexOf('info');
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.bare = true;
  }
  flush() {}
  drop() {}
  write(level, message) {
    if (level < this.level) return;
    const stamp = `${new Date().toISOString().replace('T', ' ').slice(0, 23)} [${levels[level]}] `;
    fs.appendFileSync(this.file, this.bare ? message : `${stamp}${message}\n`);
  }
}
levels.forEach((name, level) => {
  Logger.prototype[name] = function (message) {
    this.write(level, message);
  };
});

const create = async (name, file) => new Logger('rotating', name, file);

// One statement each: that is how an `import` of this file finds the names.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
