import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { SCREENS } from '../../../firmware/screens.ts';
import { PANEL_PAGE, panelPage } from '../../support/panelPage.ts';
import { SCENES } from '../../support/panelScenes.ts';

describe('docs/panel.md', () => {
  it('shows every screen', () => {
    expect(SCENES).to.have.length(SCREENS.length);
  });

  it('is what the device shows today (npx tsx tests/support/panelPage.ts makes it anew)', () => {
    const page = panelPage();
    expect(readFileSync(PANEL_PAGE, 'utf8') === page, 'docs/panel.md is stale').to.equal(true);
  });
});
