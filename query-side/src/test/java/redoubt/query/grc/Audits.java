package redoubt.query.grc;

import java.util.List;
import java.util.stream.IntStream;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.Row;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.Demand;
import redoubt.model.Created;
import redoubt.model.NameBased;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.query.Tenant;

/** Assessments of nothing in particular. */
final class Audits {

    private Audits() {}

    /** One with so many rows, in a folder. */
    static Ref<ComplianceAssessment> audit(Tenant tenant, String name, Ref<Folder> folder, int rows) {
        Ref<ComplianceAssessment> ref = Tenant.fresh(ComplianceAssessment.class);
        ComplianceAssessment state = Patch.of(ComplianceAssessment.class)
                .set(ComplianceAssessment::name, name)
                .set(ComplianceAssessment::framework, Tenant.fresh(Framework.class))
                .set(ComplianceAssessment::folder, folder)
                .set(ComplianceAssessment::minScore, 0)
                .set(ComplianceAssessment::maxScore, 10)
                .set(
                        ComplianceAssessment::rows,
                        IntStream.range(0, rows)
                                .mapToObj(i -> new Row(demand("r" + i, i), null))
                                .toList())
                .create();
        tenant.append(ref, new Created<>(state), folder);
        return ref;
    }

    /** Its row by the number with which it began. */
    static Ref<RequirementAssessment> row(Ref<ComplianceAssessment> audit, int number) {
        return Ref.of(RequirementAssessment.class, NameBased.id(audit.id(), "r" + number));
    }

    private static Demand demand(String urn, int order) {
        return new Demand(urn, urn, null, null, true, 1, List.of(), null, order, null, null);
    }
}
