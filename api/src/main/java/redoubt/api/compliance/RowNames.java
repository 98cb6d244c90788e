package redoubt.api.compliance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.api.resource.UpdateRequests;
import redoubt.grc.RequirementAssessment;
import redoubt.model.Known;

/** What a row is called within its assessment: its identifier, the URN of its requirement, or its number there. */
final class RowNames implements UpdateRequests.Names<RequirementAssessment> {

    @Override
    public List<String> members() {
        return List.of("id", "urn", "ref_id");
    }

    @Override
    public @Nullable String of(String member, Known<RequirementAssessment> known) {
        return switch (member) {
            case "urn" -> known.state().requirement().urn();
            case "ref_id" -> known.state().requirement().refId();
            default -> known.ref().id();
        };
    }
}
