/** Answers questions about proxies as the resolving process does: by what the address says. */
process.on('message', ({ id, url }) => {
  const { hostname } = new URL(url);
  if (hostname === 'dies.example') process.exit(1);
  if (hostname !== 'silent.example') process.send({ id, list: `PROXY ${hostname}:${process.pid}` });
});
process.on('disconnect', () => process.exit(0));
