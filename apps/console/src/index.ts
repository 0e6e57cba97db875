import { startConsole } from './start.js';

startConsole();
