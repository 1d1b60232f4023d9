/** What is asked of a share of the parts; all amounts whole numbers. */
export interface Demand {
  /** How many parts at least. */
  readonly count: number;
  /** How many at most; infinite when any number counts. */
  readonly most: number;
  /** Credits at least, in hundredths. */
  readonly credits: number;
}

/** A part as the rules see it. */
export interface Offer {
  /** Credits in hundredths. */
  readonly credits: number;
  /** Indices of the demands it could serve. */
  readonly fits: readonly number[];
}

export interface Assignment {
  /** For each offer the demand it serves, or undefined when it serves none. */
  readonly serves: readonly (number | undefined)[];
  /** How many parts are missing over all demands, then hundredths of credits. Both 0 when the rules are fulfilled. */
  readonly missingParts: number;
  readonly missingCredits: number;
  /** Hundredths of credits of all that serve. */
  readonly credits: number;
}

/** What is still open of the demands: parts asked, places left, credits asked. */
type Open = readonly Demand[];

/**
 * Gives each offer to one demand or none so that as few parts as possible are missing, then as few credits, and then as
 * many credits as possible count. Exact, where taking the first that fits would use up an elective that a required part
 * needs. Counts alone would be a bipartite matching; minima of credits make it a covering problem, so this tries all
 * ways, but each state of the open demands once. A demand whose offers have all been given is settled and forgotten,
 * so the states multiply only over parts that really could serve several rules.
 */
export function assign(demands: readonly Demand[], offers: readonly Offer[]): Assignment {
  const order = offers.map((_, index) => index).sort((a, b) => choicesOf(offers[b]) - choicesOf(offers[a]));
  const servers = demands.map((_, demand) => order.filter((index) => offers[index]?.fits.includes(demand)));
  const lastUse = servers.map((indices) => order.indexOf(indices.at(-1) ?? -1));
  const known = new Map<string, Step>();

  const best = (at: number, open: Open): Step => {
    const offer = offers[order[at] ?? -1];
    if (!offer) return NO_MORE;
    const state = `${at} ${open.map((asked, demand) => ((lastUse[demand] ?? -1) < at ? '' : stateOf(asked)))}`;
    const before = known.get(state);
    if (before) return before;
    let found: Step | undefined;
    for (const demand of choices(offer, open)) {
      const taken = demand === undefined ? open : take(open, demand, offer.credits);
      const rest = best(at + 1, taken);
      const settled = missing(taken.filter((_, each) => lastUse[each] === at));
      const step: Step = {
        serves: demand,
        rest,
        parts: rest.parts + settled.parts,
        short: rest.short + settled.short,
        credits: rest.credits + (demand === undefined ? 0 : offer.credits),
        served: rest.served + (demand === undefined ? 0 : 1),
      };
      if (!found || better(step, found)) found = step;
    }
    const step = found ?? NO_MORE;
    known.set(state, step);
    return step;
  };

  /** The demands to try, and undefined for none. */
  const choices = (offer: Offer, open: Open): readonly (number | undefined)[] => {
    const tried = new Set<string>();
    const places: (number | undefined)[] = offer.fits.filter((demand) => {
      const asked = open[demand];
      if (!asked || asked.most === 0) return false;
      // Of demands that the same offers fit and that are equally open, one stands for all.
      const before = tried.size;
      return tried.add(`${servers[demand]} ${stateOf(asked)}`).size > before;
    });
    const endless = places.some((demand) => open[demand ?? -1]?.most === Number.POSITIVE_INFINITY);
    return endless ? places : [...places, undefined];
  };

  const first = best(0, demands);
  const hopeless = missing(demands.filter((_, demand) => lastUse[demand] === -1));
  const serves: (number | undefined)[] = offers.map(() => undefined);
  let step: Step | undefined = first;
  for (const index of order) {
    serves[index] = step?.serves;
    step = step?.rest;
  }
  return {
    serves,
    missingParts: first.parts + hopeless.parts,
    missingCredits: first.short + hopeless.short,
    credits: first.credits,
  };
}

/** What the offers from here on come to, at best. */
interface Step {
  readonly serves: number | undefined;
  readonly rest: Step | undefined;
  readonly parts: number;
  readonly short: number;
  readonly credits: number;
  readonly served: number;
}

const NO_MORE: Step = { serves: undefined, rest: undefined, parts: 0, short: 0, credits: 0, served: 0 };

function better(a: Step, b: Step): boolean {
  return (a.parts - b.parts || a.short - b.short || b.credits - a.credits || b.served - a.served) < 0;
}

function take(open: Open, demand: number, credits: number): Open {
  return open.map((asked, index) =>
    index === demand
      ? {
          count: Math.max(0, asked.count - 1),
          most: asked.most - 1,
          credits: Math.max(0, asked.credits - credits),
        }
      : asked,
  );
}

function stateOf({ count, most, credits }: Demand): string {
  return `${count}/${most}/${credits}`;
}

function missing(demands: readonly Demand[]): { readonly parts: number; readonly short: number } {
  return demands.reduce(
    (sum, { count, credits }) => ({ parts: sum.parts + count, short: sum.short + credits }),
    { parts: 0, short: 0 },
  );
}

function choicesOf(offer: Offer | undefined): number {
  return offer?.fits.length ?? 0;
}
