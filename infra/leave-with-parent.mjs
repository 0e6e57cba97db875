// Preloaded into every service: when the process that started it is gone, however that happened, the pipe on
// standard input ends, and the service must not stay behind.
process.stdin.on('end', leave).on('error', leave).resume();
// Neither may keep a program alive that has finished its work.
process.stdin.unref?.();
process.stdout.on('error', leave);
process.stderr.on('error', leave);

let isLeaving = false;

function leave() {
  if (isLeaving) return;
  isLeaving = true;
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 15_000).unref();
  process.kill(process.pid, 'SIGTERM');
}
