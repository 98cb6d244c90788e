package redoubt.bench.scenario;

import java.util.List;
import redoubt.bench.report.Report;

/** Something that is measured. */
public interface Scenario {

    /** What it is called on the command line. */
    String name();

    /** Measures it, which takes minutes. */
    Report run(Stage stage);

    /** All of them, in the order in which they are run. */
    static List<Scenario> all() {
        return List.of(
                new AppendThroughHttp(),
                new HotUpdates(),
                new FilteredPage(),
                new FanOut(),
                new Rebuild(),
                new AsOfRead(),
                new Deliveries(),
                new Exchange(),
                new SignInStorm(),
                new Startup(),
                new Memory(),
                new AppendToStore());
    }
}
