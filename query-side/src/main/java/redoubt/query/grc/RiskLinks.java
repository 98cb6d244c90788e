package redoubt.query.grc;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.grc.Risk;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.history.Timeline;
import redoubt.query.sql.Clause;

/** The risks that name controls. */
final class RiskLinks implements Linked.Source<Risk, LinkedRisk> {

    private static final Shape<Risk> RISK = Shape.of(Risk.class);

    @Override
    public List<Field<Risk, ?>> lists() {
        return List.of(RISK.field(Risk::appliedControls), RISK.field(Risk::existingAppliedControls));
    }

    @Override
    public Clause present(String organization, Object ids) {
        return Clause.of(
                "select r.id, r.folder, r.severity_level, r.residual_severity_level, r.applied_controls,"
                        + " r.existing_applied_controls from read.risk r where r.org = ?::uuid and r.id in (select f.id"
                        + " from read.risk_found f where f.org = ?::uuid and (f.applied_controls && ?::uuid[] or"
                        + " f.existing_applied_controls && ?::uuid[])) order by r.created_at, r.id",
                organization,
                organization,
                ids,
                ids);
    }

    @Override
    public LinkedRisk row(Readable row) {
        return new LinkedRisk(
                Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                Objects.requireNonNull(row.get(1, UUID.class)).toString(),
                row.get(2, Integer.class),
                row.get(3, Integer.class),
                Linked.texts(row.get(4, UUID[].class)),
                Linked.texts(row.get(5, UUID[].class)));
    }

    @Override
    public Mono<LinkedRisk> of(Known<Risk> known, Timeline timeline, long position) {
        return Mono.just(LinkedRisk.of(known));
    }
}
