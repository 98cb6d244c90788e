package redoubt.infra.observe;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;

/** Up once the application has started and every reader of the log has caught up for the first time; then for ever. */
final class StartedHealth implements HealthIndicator, ApplicationListener<ApplicationReadyEvent> {

    private final Lags lags;
    private volatile boolean ready;
    private volatile boolean caughtUp;

    StartedHealth(Lags lags) {
        this.lags = lags;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        ready = true;
    }

    @Override
    public Health health() {
        if (ready && !caughtUp) {
            caughtUp = lags.within();
        }
        return (caughtUp ? Health.up() : Health.outOfService()).build();
    }
}
