package redoubt.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;
import redoubt.query.MemoryLog;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.query.feed.ChangeFeed.Passed;
import redoubt.query.feed.ChangeFeed.Signal;

class LogFeedTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Tenant rival = new Tenant(log);
    private final Ref<Folder> sales = acme.folder("Sales", acme.root);
    private final Ref<Folder> works = acme.folder("Works", acme.root);
    private final Ref<User> rita = acme.user("rita@example.org");
    private final Running running = new Running(log);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everyEventIsToldWithTheThingAsItWasThen() {
        long start = log.last();
        Ref<Risk> breach = acme.risk("Breach", sales);
        acme.change(breach, patch -> patch.set(Risk::name, "Leak"));
        acme.delete(breach);

        List<Publication> told = publications(acme.administrator(), start, Filter.ALL);
        assertThat(told)
                .extracting(each -> each.event().name())
                .containsExactly("risk.created", "risk.updated", "risk.deleted");
        assertThat(told)
                .extracting(each -> ((Risk) each.sight().known().state()).name())
                .containsExactly("Breach", "Leak", "Leak");
        assertThat(told).extracting(each -> each.sight().known().version()).containsExactly(1L, 2L, 3L);
        assertThat(told).extracting(Publication::changed).containsExactly(List.of(), List.of("name"), List.of());
        assertThat(told.getFirst().sight().derived()).containsKeys("isOverdue", "warnings");
    }

    @Test
    void pastAndPresentComeFromOneCursorWithoutSeam() {
        for (int i = 0; i < 300; i++) {
            acme.risk("past " + i, sales);
        }
        long start = log.last() - 300;
        Flux<Signal> slowly = running.side
                .feed()
                .follow(acme.administrator(), start, Filter.ALL)
                .limitRate(7)
                .doOnNext(signal -> {
                    if (signal.position() == start + 10) {
                        Schedulers.boundedElastic().schedule(this::fiftyMore);
                    }
                })
                .takeUntil(signal -> signal.position() == start + 350);

        assertThat(slowly.map(Signal::position).collectList().block(Running.PATIENCE))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(start + 1, start + 350).boxed().toList());
    }

    private void fiftyMore() {
        for (int i = 0; i < 50; i++) {
            acme.risk("present " + i, sales);
        }
    }

    @Test
    void onlyWhatTheFollowerMaySeeIsToldAndTheCursorMovesOnOverTheRest() {
        long start = log.last();
        acme.risk("hidden", works);
        Ref<Risk> seen = acme.risk("seen", sales);
        rival.risk("theirs", rival.root);
        acme.user("new@example.org");

        List<Signal> signals = signals(analyst(), start, Filter.ALL);
        assertThat(signals).hasSize(2);
        assertThat(((Publication) signals.getFirst()).event().ref()).isEqualTo(seen);
        assertThat(signals.getLast()).isEqualTo(new Passed(log.last()));
        assertThat(publications(acme.administrator(), start, Filter.ALL))
                .extracting(each -> each.event().name())
                .containsExactly("risk.created", "risk.created", "user.created");
    }

    @Test
    void aThingMovedOutOfSightIsToldOnceMoreAndOneMovedInFromThenOn() {
        Ref<Risk> leaving = acme.risk("leaving", sales);
        Ref<Risk> coming = acme.risk("coming", works);
        long start = log.last();
        acme.change(leaving, patch -> patch.set(Risk::folder, works));
        acme.change(leaving, patch -> patch.set(Risk::name, "unseen"));
        acme.change(coming, patch -> patch.set(Risk::folder, sales));
        acme.change(coming, patch -> patch.set(Risk::name, "arrived"));

        List<Publication> told = publications(analyst(), start, Filter.ALL);
        assertThat(told)
                .extracting(each -> each.event().ref().id() + each.leftScope())
                .containsExactly(leaving.id() + true, coming.id() + false, coming.id() + false);
    }

    @Test
    void whoHoldTheSameRightsAreToldTheSameAndNobodyElseIs() {
        Ref<User> max = acme.user("max@example.org");
        long start = log.last();
        acme.risk("seen by some", sales);
        acme.risk("seen by others", works);
        Principal.Limits none = Principal.Limits.NONE;
        Grant reader = new Grant(Role.READER, sales.id(), true);

        List<Publication> rita = publications(acme.principal(this.rita, none, reader), start, Filter.ALL);
        List<Publication> same = publications(acme.principal(max, none, reader), start, Filter.ALL);
        List<Publication> other =
                publications(acme.principal(max, none, new Grant(Role.READER, works.id(), true)), start, Filter.ALL);
        List<Publication> lesser =
                publications(acme.principal(max, new Principal.Limits(true, works.id()), reader), start, Filter.ALL);

        assertThat(rita).hasSize(1);
        assertThat(same).hasSize(1);
        assertThat(same.getFirst()).isSameAs(rita.getFirst());
        assertThat(other)
                .extracting(each -> ((Risk) each.sight().known().state()).name())
                .containsExactly("seen by others");
        assertThat(lesser).as("a token that reaches elsewhere only").isEmpty();
    }

    @Test
    void deletedThingsAreJudgedByTheFolderTheyLastLayInEvenIfThatIsGoneToo() {
        Ref<Folder> north = acme.folder("North", sales);
        Ref<Risk> risk = acme.risk("doomed", north);
        long start = log.last();
        acme.delete(risk);
        acme.delete(north);

        assertThat(publications(analyst(), start, Filter.ALL))
                .extracting(each -> each.event().name())
                .containsExactly("risk.deleted", "folder.deleted");
    }

    @Test
    void filtersAreByNameByNounByThingAndBySubtree() {
        Ref<Folder> north = acme.folder("North", sales);
        long start = log.last();
        Ref<Risk> one = acme.risk("one", north);
        Ref<Risk> two = acme.risk("two", works);
        acme.change(one, patch -> patch.set(Risk::name, "more"));
        acme.folder("West", sales);

        assertThat(heard(start, new Filter(Set.of("risk.updated"), Set.of(), Set.of(), Set.of())))
                .containsExactly(one);
        assertThat(heard(start, new Filter(Set.of(), Set.of("folder"), Set.of(), Set.of())))
                .hasSize(1);
        assertThat(heard(start, new Filter(Set.of(), Set.of(), Set.of(two.id()), Set.of())))
                .containsExactly(two);
        assertThat(heard(start, new Filter(Set.of(), Set.of("risk"), Set.of(), Set.of(sales.id()))))
                .containsExactly(one, one);
    }

    private List<Ref<?>> heard(long start, Filter filter) {
        return publications(acme.administrator(), start, filter).stream()
                .<Ref<?>>map(each -> each.event().ref())
                .toList();
    }

    private Principal analyst() {
        return acme.principal(rita, new Grant(Role.ANALYST, sales.id(), true));
    }

    private List<Publication> publications(Principal by, long start, Filter filter) {
        return signals(by, start, filter).stream()
                .filter(Publication.class::isInstance)
                .map(Publication.class::cast)
                .toList();
    }

    /** Everything up to the end of the log. */
    private List<Signal> signals(Principal by, long start, Filter filter) {
        running.caughtUp();
        return running
                .side
                .feed()
                .follow(by, start, filter)
                .takeUntil(signal -> signal.position() == log.last())
                .collectList()
                .block(Running.PATIENCE)
                .stream()
                .filter(signal -> !(signal instanceof Passed) || signal.position() == log.last())
                .toList();
    }
}
