package redoubt.infra.observe;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Out of service while a reader of the log is too far behind: its answers would be too old. */
final class LagHealth implements HealthIndicator {

    private final Lags lags;

    LagHealth(Lags lags) {
        this.lags = lags;
    }

    @Override
    public Health health() {
        var health = lags.within() ? Health.up() : Health.outOfService();
        health.withDetail("bound", lags.bound());
        lags.readers().forEach((name, reader) -> health.withDetail(name, reader.events()));
        return health.build();
    }
}
