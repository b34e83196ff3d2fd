import { expect } from 'chai';
import { dropUnread } from '../../tools/bundle/unread.ts';

function left(code: string): string {
  return dropUnread(code, ['freq']);
}

describe('constants in tables that nobody on the board asks for', () => {
  it('are left out, wherever they stand in the list', () => {
    const code =
      "var rows = [{ name: 'a', min: 1, unit: 's', max: -2, hazard: `H1`, note: '' }]; print(rows[0].min + rows[0].max);";
    expect(left(code)).to.equal('var rows = [{ min: 1, max: -2 }]; print(rows[0].min + rows[0].max);');
    expect(left("var a = { b: 1 }, c = { d: 'e', f: +1 };")).to.equal('var a = {  }, c = {  };');
  });

  it('stay when any place names them: as a member, as a text, as a variable, as a name of the interpreter', () => {
    for (const code of [
      'var a = { b: 1 }; print(a.b);',
      'var a = { b: 1 }; a.b = 2;',
      "var a = { b: 1 }; print(a['b']);",
      'var a = { b: 1 }, { b } = a;',
      'analogWrite(D1, 0.5, { freq: 20000 });',
    ])
      expect(left(code)).to.equal(code);
  });

  it('stay when they are no constants: a call may do something', () => {
    for (const code of ['var a = { b: f() };', 'var a = { b: [1] };', 'var a = { b: `${c}` };', 'var a = { [b]: 1 };'])
      expect(left(code)).to.equal(code);
  });

  it('stay where fields are read without being named', () => {
    for (const code of [
      'var a = { b: 1 }; for (var k in a) print(a[k]);',
      'var a = { b: 1 }; print(Object.keys(a));',
      'var a = { b: 1 }; print(JSON.stringify(a));',
      'var a = { b: 1 }; print({ ...a });',
    ])
      expect(left(code)).to.equal(code);
  });
});
