package io.sluice.extractors.child;

/** Why a person does not see a glyph that the text layer holds. */
enum Unseen {
  NOT_PAINTED("in no ink"),
  BLENDED("in the colour of what is behind them"),
  TOO_SMALL("too small to be read"),
  OFF_PAGE("off the page"),
  COVERED("behind something"),
  BEHIND_PICTURE("behind a picture"),
  CUT_AWAY("cut away or switched off");

  final String how;

  Unseen(String how) {
    this.how = how;
  }
}
