package redoubt.infra.faults;

import java.time.Duration;

/** How long faults last: short in every build, long when the whole suite is asked for. */
enum Scale {
    SHORT,
    LONG;

    static final Scale NOW = "long".equals(System.getProperty("redoubt.faults")) ? LONG : SHORT;

    static int times(int briefly, int atLength) {
        return NOW == LONG ? atLength : briefly;
    }

    static Duration seconds(int briefly, int atLength) {
        return Duration.ofSeconds(times(briefly, atLength));
    }
}
