const tally = (deals) => deals.map(({ side, volume }) => `${side} ${volume}`).sort();

function difference(from, others) {
  const rest = [...others];
  return from.filter((item) => {
    const at = rest.indexOf(item);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

// The reasons why the follower is no mirror; empty when it is one.
export function findFaults({ master, follower, duplicate }) {
  const faults = [];
  const masterTally = tally(master.deals());
  const followerTally = tally(follower.deals());
  const missing = difference(masterTally, followerTally);
  const surplus = difference(followerTally, masterTally);
  if (missing.length > 0) faults.push(`the follower lacks: ${missing.join(', ')}`);
  if (surplus.length > 0) faults.push(`the follower has too much: ${surplus.join(', ')}`);
  for (const party of [master, follower]) if (!party.flat()) faults.push(`${party.name} is not flat`);
  if (duplicate && duplicate.followerDealsAfter !== duplicate.followerDealsBefore) {
    faults.push('the second delivery of an event changed something');
  }
  return faults;
}
