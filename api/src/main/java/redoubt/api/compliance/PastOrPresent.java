package redoubt.api.compliance;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.resource.Expansion;
import redoubt.api.resource.Past;
import redoubt.api.resource.Representation;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.grc.RequirementAssessment;
import redoubt.query.Sight;

/** The rows of an assessment page by page: those there are, or those there were. The past knows no filters. */
final class PastOrPresent implements Handler {

    private final Showing showing;
    private final Past past;
    private final Rows rows;
    private final Handler present;

    /** @param present answers for now */
    PastOrPresent(Showing showing, Past past, Rows rows, Handler present) {
        this.showing = showing;
        this.past = past;
        this.rows = rows;
        this.present = present;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        if (call.parameters().all("as_of").isEmpty()) {
            return present.answer(call);
        }
        Past.Point point = past.read(call.parameters());
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return rows.then(call, point).map(seen -> page(call, cut, seen));
    }

    private Answer page(Call call, Paging.Cut cut, Rows.Seen seen) {
        List<Sight<RequirementAssessment>> all = seen.sheet().rows();
        List<Sight<RequirementAssessment>> shown =
                all.stream().skip(cut.window().offset()).limit(cut.size()).toList();
        Representation<RequirementAssessment> representation = showing.representation(Rows.ROW);
        Answer page = showing.page(
                call, cut, all.size(), shown, (row, out) -> representation.write(row, Expansion.NONE, out));
        return page instanceof Reply reply ? seen.scene().dress(reply) : page;
    }
}
