package io.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged from now on, at the level at which Kafka prints its configurations,
 * stack traces included.
 */
final class CapturedLog implements AutoCloseable {
  private static final List<String> TALKERS =
      List.of(
          org.slf4j.Logger.ROOT_LOGGER_NAME, "org.apache.kafka", "kafka", "io.sluice.worker.Lane");

  private final StringBuffer text = new StringBuffer();
  private final Map<Logger, Level> before = new LinkedHashMap<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          text.append(event.getLoggerName()).append(' ').append(event.getFormattedMessage());
          if (event.getThrowableProxy() != null) {
            text.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
          }
          text.append('\n');
        }
      };

  CapturedLog() {
    appender.start();
    for (String name : TALKERS) {
      Logger logger = (Logger) LoggerFactory.getLogger(name);
      before.put(logger, logger.getLevel());
      logger.setLevel(Level.INFO);
    }
    root().addAppender(appender);
    root().getAppender("stderr").addFilter(new Quiet());
  }

  String text() {
    return text.toString();
  }

  @Override
  public void close() {
    root().detachAppender(appender);
    root().getAppender("stderr").clearAllFilters();
    before.forEach(Logger::setLevel);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** What is captured need not fill the console. */
  private static final class Quiet extends ch.qos.logback.core.filter.Filter<ILoggingEvent> {
    @Override
    public ch.qos.logback.core.spi.FilterReply decide(ILoggingEvent event) {
      return event.getLevel().isGreaterOrEqual(Level.ERROR)
          ? ch.qos.logback.core.spi.FilterReply.NEUTRAL
          : ch.qos.logback.core.spi.FilterReply.DENY;
    }
  }
}
