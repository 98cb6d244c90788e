package redoubt.infra.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import redoubt.infra.Plenty;
import redoubt.infra.RedoubtApplication;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

/**
 * The real application in this JVM, on free ports and a database of its own. Links it makes begin with
 * {@value #PUBLIC}, so that a test sees when one is made of anything else.
 */
public final class RunningRedoubt implements AutoCloseable {

    /** The token of the first administrator. */
    public static final String TOKEN = "pst_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM";

    /** What absolute links begin with. */
    public static final String PUBLIC = "https://redoubt.example.org";

    private final ConfigurableApplicationContext context;
    private final TestDatabase database;
    private final boolean owner;

    private RunningRedoubt(ConfigurableApplicationContext context, TestDatabase database, boolean owner) {
        this.context = context;
        this.database = database;
        this.owner = owner;
    }

    /** One on a fresh database, which is dropped when it is closed. */
    public static RunningRedoubt start(String... settings) {
        return start(fresh(), true, (_, part) -> part, settings);
    }

    /** The same, with each part of it passed through somebody's hands. */
    public static RunningRedoubt observed(Observer observer, String... settings) {
        return start(fresh(), true, observer, settings);
    }

    /** Somebody who looks at the parts of the application as they are made. */
    @FunctionalInterface
    public interface Observer {

        /** The part itself, or what is to be put in its place. */
        Object seen(String name, Object part);
    }

    private static TestDatabase fresh() {
        TestDatabase database = TestPostgres.fresh();
        try {
            // Another run may have had a database of that name, and letters for its people.
            FileSystemUtils.deleteRecursively(Path.of("target", "data", database.name()));
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
        return database;
    }

    /** One on a database that somebody else looks after, such as another node's. */
    public static RunningRedoubt on(TestDatabase database, String... settings) {
        return start(database, false, (_, part) -> part, settings);
    }

    private static RunningRedoubt start(TestDatabase database, boolean owner, Observer observer, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--redoubt.port=0",
                "--redoubt.address=127.0.0.1",
                "--redoubt.management.port=0",
                "--redoubt.public-base-url=" + PUBLIC,
                "--redoubt.database-url=" + database.url(),
                "--redoubt.data=target/data/" + database.name(),
                "--redoubt.bootstrap-token=" + TOKEN,
                // Most tests say themselves where somebody belongs.
                "--redoubt.sign-in.registration=open",
                "--redoubt.log-level=WARN"));
        arguments.addAll(Plenty.SETTINGS);
        for (String setting : settings) {
            // Said twice, a setting would be a list.
            arguments.removeIf(known -> key(known).equals(key(setting)));
            arguments.add(setting);
        }
        var context = new SpringApplicationBuilder(RedoubtApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(starting -> starting.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        return observer.seen(name, bean);
                    }
                }))
                .run(arguments.toArray(String[]::new));
        return new RunningRedoubt(context, database, owner);
    }

    private static String key(String argument) {
        return argument.substring(0, argument.indexOf('='));
    }

    /** A client with the first administrator's token. */
    public Http http() {
        return Http.to(base()).as(TOKEN);
    }

    /** A client of the operators' port. */
    public Http management() {
        return Http.to(URI.create("http://127.0.0.1:" + port("local.management.port")));
    }

    /** Where it listens. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + port("local.server.port"));
    }

    /** A part of it. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** The one of several parts that has that name. */
    public <T> T part(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** Its database. */
    public TestDatabase database() {
        return database;
    }

    private String port(String property) {
        return Objects.requireNonNull(context.getEnvironment().getProperty(property), property);
    }

    /** Stops it and leaves its database; once is enough, twice does no harm. */
    public void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
        if (owner) {
            database.drop();
        }
    }
}
