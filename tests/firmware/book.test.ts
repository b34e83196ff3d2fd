import { expect } from 'chai';
import { forget, isPresent, newBook, raise, reactionOf, RECENT_FAULTS, type Book } from '../../firmware/book.ts';
import { Clear, Fault, FAULTS, Reaction } from '../../firmware/faults.ts';

/** A condition counts as gone after half a second. */
const GONE_MS = 500;

function bookWith(...codes: Fault[]): Book {
  const book = newBook();
  codes.forEach((code, k) => raise(book, code, 1000 + k));
  return book;
}

describe('book of faults', () => {
  it('is empty at power-up', () => {
    expect(newBook()).to.include({ worst: Reaction.None, cause: Fault.None, fresh: Fault.None, others: 0, raised: 0 });
  });

  it('shows the worst fault, and of equal ones the first', () => {
    expect(bookWith(Fault.EventsLost, Fault.SupplyLow)).to.include({ worst: Reaction.Return, cause: Fault.SupplyLow });
    expect(bookWith(Fault.DriveStill, Fault.Panic)).to.include({ worst: Reaction.Halt, cause: Fault.DriveStill });
    expect(bookWith(Fault.Panic, Fault.SupplyLow)).to.include({ worst: Reaction.Halt, cause: Fault.Panic });
  });

  it('counts what follows the first cause, each fault once', () => {
    const book = bookWith(Fault.Panic, Fault.RelayDisagrees, Fault.SupplyLow, Fault.RelayDisagrees);
    expect(book).to.include({ cause: Fault.Panic, others: 2, raised: 3 });
  });

  it('raises a lasting condition once, and tells listeners the newest', () => {
    const book = newBook();
    for (let nowMs = 0; nowMs <= 5000; nowMs += 100) raise(book, Fault.SupplyLow, nowMs);
    raise(book, Fault.EventsLost, 5100);
    expect(book).to.include({ raised: 2, newest: Fault.EventsLost });
  });

  it('calls a halting fault fresh, and again when it comes back after half a second without it', () => {
    const book = bookWith(Fault.Panic);
    expect(book.fresh).to.equal(Fault.Panic);
    book.fresh = Fault.None;
    raise(book, Fault.Panic, 1000 + GONE_MS - 1);
    expect(book.fresh, 'the same press').to.equal(Fault.None);
    raise(book, Fault.Panic, 1000 + 2 * GONE_MS - 1);
    expect(book.fresh, 'a second press').to.equal(Fault.Panic);
    expect(bookWith(Fault.SupplyLow).fresh, 'a return is no halt').to.equal(Fault.None);
  });

  it('knows whether a condition is still there, apart from being latched', () => {
    const book = bookWith(Fault.RelayDisagrees);
    expect(isPresent(book, Fault.RelayDisagrees, 1000 + GONE_MS - 1)).to.equal(true);
    expect(isPresent(book, Fault.RelayDisagrees, 1000 + GONE_MS)).to.equal(false);
    expect(isPresent(book, Fault.DriveStill, 1000)).to.equal(false);
    expect(book.latched[Fault.RelayDisagrees]).to.equal(1);
  });
});

describe('list of faults', () => {
  const listed = (book: Book): Fault[] => [...book.codes.slice(0, book.count)];

  it('stands in the order of the catalogue, whatever came first', () => {
    const inOrder = [Fault.Panic, Fault.LoadCellAbsent, Fault.SupplyLow, Fault.EventsLost];
    expect(listed(bookWith(...inOrder))).to.deep.equal(inOrder);
    expect(listed(bookWith(...[...inOrder].reverse()))).to.deep.equal(inOrder);
    const [one, two, three, four] = inOrder as [Fault, Fault, Fault, Fault];
    expect(listed(bookWith(three, one, four, two))).to.deep.equal(inOrder);
  });

  it('has a fault once, also when it comes back while it is latched', () => {
    const book = bookWith(Fault.Panic);
    raise(book, Fault.Panic, 1000 + GONE_MS);
    expect(listed(book)).to.deep.equal([Fault.Panic]);
    expect(book).to.include({ others: 0, raised: 2 });
  });

  it('loses what is forgotten and keeps the rest, however often', () => {
    const book = bookWith(Fault.Panic, Fault.SupplyLow);
    raise(book, Fault.SupplyLow, 5000);
    for (let k = 0; k < 3; k++) {
      forget(book, Clear.OnAcknowledge, 5100);
      expect(listed(book)).to.deep.equal([Fault.SupplyLow]);
    }
  });

  it('tells the last eight that came, the n-th at n modulo eight', () => {
    const codes = FAULTS.map((row) => row.code).slice(0, RECENT_FAULTS + 2);
    const book = bookWith(...codes);
    expect([...book.recent]).to.deep.equal([codes[8], codes[9], ...codes.slice(2, 8)]);
  });

  it('knows what the catalogue says of every fault, and nothing of other numbers', () => {
    for (const row of FAULTS) expect(reactionOf(row.code), row.name).to.equal(row.reaction);
    const known = new Set<number>(FAULTS.map((row) => row.code));
    for (let code = 0; code < 100; code++) if (!known.has(code)) expect(reactionOf(code)).to.equal(Reaction.None);
  });

  it('has nothing present at power-up', () => {
    expect(isPresent(newBook(), Fault.Panic, 100)).to.equal(false);
  });
});

describe('forgetting faults', () => {
  it('names the first of the worst that are left, and counts the others until none is left', () => {
    const book = bookWith(Fault.Panic, Fault.EventsLost, Fault.SupplyLow, Fault.LoadCellAbsent);
    for (const code of [Fault.EventsLost, Fault.SupplyLow, Fault.LoadCellAbsent]) raise(book, code, 5000);
    forget(book, Clear.OnAcknowledge, 5100);
    expect(book).to.include({ worst: Reaction.Return, cause: Fault.LoadCellAbsent, others: 3 });
    forget(book, Clear.OnAcknowledge, 9000);
    expect(book).to.include({ worst: Reaction.None, cause: Fault.None, others: 0 });
  });

  it('keeps the cause that came first, though another of its weight stands before it in the catalogue', () => {
    const book = bookWith(Fault.SupplyHigh, Fault.Panic, Fault.EventsLost);
    for (const code of [Fault.SupplyHigh, Fault.Panic]) raise(book, code, 5000);
    forget(book, Clear.OnAcknowledge, 5100);
    expect(book).to.include({ worst: Reaction.Halt, cause: Fault.SupplyHigh });
  });

  it('needs the acknowledgement where the catalogue says so', () => {
    const book = bookWith(Fault.Panic, Fault.EventsLost);
    forget(book, Clear.WhenGone, 9000);
    expect(book).to.include({ worst: Reaction.Halt, cause: Fault.Panic });
    expect([...book.latched].filter((one) => one === 1)).to.have.length(1);
    forget(book, Clear.OnAcknowledge, 9000);
    expect(book).to.include({ worst: Reaction.None, cause: Fault.None, others: 0 });
  });

  it('never happens while the condition is there', () => {
    const book = bookWith(Fault.SupplyLow);
    forget(book, Clear.OnService, 1000 + GONE_MS - 1);
    expect(book.worst).to.equal(Reaction.Return);
    forget(book, Clear.OnService, 1000 + GONE_MS);
    expect(book.worst).to.equal(Reaction.None);
  });

  it('lets the next worst speak', () => {
    const book = bookWith(Fault.SessionTooLong, Fault.Panic, Fault.EventsLost);
    raise(book, Fault.SessionTooLong, 5000);
    forget(book, Clear.OnAcknowledge, 5100);
    expect(book).to.include({ worst: Reaction.Return, cause: Fault.SessionTooLong });
  });

  it('keeps the first cause while another of the same weight is forgotten', () => {
    const book = bookWith(Fault.Panic, Fault.SupplyHigh);
    raise(book, Fault.Panic, 5000);
    forget(book, Clear.OnAcknowledge, 5100);
    expect(book).to.include({ worst: Reaction.Halt, cause: Fault.Panic });
  });

  it('names a cause that is still latched when the first one of two is forgotten', () => {
    const book = bookWith(Fault.SupplyHigh, Fault.Panic);
    raise(book, Fault.Panic, 5000);
    forget(book, Clear.OnAcknowledge, 5100);
    expect(book).to.include({ worst: Reaction.Halt, cause: Fault.Panic });
  });
});
