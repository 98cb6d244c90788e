package redoubt.infra.faults;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import redoubt.infra.RedoubtApplication;

/** Redoubt on a machine whose clock is wrong, by the system property {@value #SKEW}. */
final class SkewedRedoubt {

    static final String SKEW = "redoubt.test.skew";

    private SkewedRedoubt() {}

    /** What a JVM needs to be wrong by that much. */
    static List<String> jvm(Duration skew) {
        return List.of("-D" + SKEW + "=" + skew, "-Daxoniq.update-checker.disabled=true");
    }

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(RedoubtApplication.class, WrongClock.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run(arguments);
    }

    /** Puts the one clock of the process forward or back. Not found by scanning: only who asks for it has it. */
    static final class WrongClock implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof Clock clock ? Clock.offset(clock, Duration.parse(System.getProperty(SKEW))) : bean;
        }
    }
}
