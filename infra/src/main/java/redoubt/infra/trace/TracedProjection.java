package redoubt.infra.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.model.Event;
import redoubt.query.projection.Witness;

/** A span for each trace that has events among those that were written into the read tables together. */
final class TracedProjection implements Witness {

    private static final AttributeKey<Long> EVENTS = AttributeKey.longKey("redoubt.events");
    private static final AttributeKey<Long> POSITION = AttributeKey.longKey("redoubt.position");
    private static final AttributeKey<Long> TOGETHER = AttributeKey.longKey("redoubt.together");

    private final Tracing tracing;

    TracedProjection(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public void wrote(List<Event<?>> events, Instant since) {
        Map<String, Long> byTrace = new LinkedHashMap<>();
        for (Event<?> event : events) {
            String parent = event.envelope().trace();
            if (parent != null && Tracing.told(parent)) {
                byTrace.merge(parent, 1L, Long::sum);
            }
        }
        byTrace.forEach((parent, count) -> tracing.tell(
                "projection",
                SpanKind.CONSUMER,
                parent,
                since,
                Attributes.of(EVENTS, count, POSITION, events.getLast().position(), TOGETHER, (long) events.size())));
    }
}
