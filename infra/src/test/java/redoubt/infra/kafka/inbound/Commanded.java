package redoubt.infra.kafka.inbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.kafka.Broker;
import redoubt.infra.kafka.Broker.Found;

/** Nodes that take commands from topics of their own, one after the other on one database; and whoever sends commands. */
final class Commanded implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Broker broker;
    private final String commands;
    private final String replies;
    private final String events = "events-" + UUID.randomUUID();
    private final String group = "group-" + UUID.randomUUID();
    private final List<RunningRedoubt> running = new ArrayList<>();

    Commanded(Broker broker) {
        this.broker = broker;
        this.commands = broker.topic();
        this.replies = broker.topic();
    }

    /** The topic of commands. */
    String commands() {
        return commands;
    }

    /** The group in which its nodes read. */
    String group() {
        return group;
    }

    @Override
    public void close() {
        running.reversed().forEach(RunningRedoubt::close);
    }

    /** A node on a fresh database. */
    RunningRedoubt started(String... more) {
        RunningRedoubt redoubt = RunningRedoubt.start(settings(more));
        running.add(redoubt);
        return redoubt;
    }

    /** One more on the database of another one. */
    RunningRedoubt on(RunningRedoubt before, String... more) {
        RunningRedoubt redoubt = RunningRedoubt.on(before.database(), settings(more));
        running.add(redoubt);
        return redoubt;
    }

    private String[] settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap-servers", broker.address(),
                "topic", events,
                "commands-topic", commands,
                "replies-topic", replies,
                "group", group));
        List<String> all = new ArrayList<>();
        for (String each : more) {
            settings.remove(each.replaceFirst("--redoubt\\.kafka\\.", "").replaceFirst("=.*", ""));
            all.add(each);
        }
        settings.forEach((name, value) -> all.add("--redoubt.kafka." + name + "=" + value));
        return all.toArray(String[]::new);
    }

    /** A command of the administrator, unless the further headers, by name and value, say something else. */
    void send(String method, String path, String body, String... further) {
        Map<String, String> headers =
                new HashMap<>(Map.of("method", method, "path", path, "authorization", "Token " + RunningRedoubt.TOKEN));
        for (int n = 0; n < further.length; n += 2) {
            headers.put(further[n], further[n + 1]);
        }
        broker.send(commands, "key", headers, body);
    }

    /** The answers, once there are so many. */
    List<Found> reply(int count) {
        List<Found> found = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE.multipliedBy(2)).until(() -> {
            found.clear();
            found.addAll(broker.read(replies, count));
            return found.size() >= count;
        });
        return found;
    }
}
