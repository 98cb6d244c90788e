package redoubt.command.engine;

import java.time.Instant;
import java.time.LocalDate;
import redoubt.command.Situation;
import redoubt.model.Known;
import redoubt.model.access.Principal;

/** Who asks, and when. */
record Asking(Principal by, Instant now, LocalDate today) {

    <R> Situation<R> about(Known<R> target) {
        return new Situation<>(by, now, today, target);
    }
}
