package redoubt.query.grc;

import io.r2dbc.spi.Readable;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.grc.Task;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.history.Timeline;
import redoubt.query.sql.Clause;

/** The tasks that name controls. */
final class TaskLinks implements Linked.Source<Task, LinkedThing> {

    private static final Shape<Task> TASK = Shape.of(Task.class);

    @Override
    public List<Field<Task, ?>> lists() {
        return List.of(TASK.field(Task::appliedControls));
    }

    @Override
    public Clause present(String organization, Object ids) {
        return Clause.of(
                "select r.id, r.folder, r.applied_controls from read.task r where r.org = ?::uuid and r.id in (select"
                        + " f.id from read.task_found f where f.org = ?::uuid and f.applied_controls && ?::uuid[])"
                        + " order by r.id",
                organization,
                organization,
                ids);
    }

    @Override
    public LinkedThing row(Readable row) {
        return LinkedThing.read(row);
    }

    @Override
    public Mono<LinkedThing> of(Known<Task> known, Timeline timeline, long position) {
        Task task = known.state();
        return Mono.just(LinkedThing.of(known, task.folder(), task.appliedControls()));
    }
}
