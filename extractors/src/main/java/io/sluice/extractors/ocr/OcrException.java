package io.sluice.extractors.ocr;

/** Why a page could not be read. */
public abstract sealed class OcrException extends Exception {

  private OcrException(String message) {
    super(message);
  }

  private OcrException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The page took longer than its limit; the engine has stopped working on it. */
  public static final class TimedOut extends OcrException {
    public TimedOut(String message) {
      super(message);
    }
  }

  /** The engine is not installed, or a language of it is missing: no page can be read. */
  public static final class Unavailable extends OcrException {
    public Unavailable(String message) {
      super(message);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The engine failed on this page. */
  public static final class Failed extends OcrException {
    public Failed(String message) {
      super(message);
    }

    public Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
