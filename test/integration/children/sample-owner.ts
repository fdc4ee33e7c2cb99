// Starts the sample database in a folder and stays until somebody ends it: arguments are the folder and the mongod.
import { SampleServer } from '../../../client/src/sample/sample-server.ts';

const [folder = '', program = ''] = process.argv.slice(2);
await new SampleServer(folder, 0.05).start(program, () => undefined);
console.log('ready');
setInterval(() => undefined, 1000);
