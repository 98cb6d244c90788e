package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactory;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.commandhandling.configuration.CommandHandlingModule;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventstreaming.Tag;
import org.axonframework.modelling.annotation.InjectEntity;
import org.axonframework.modelling.annotation.TargetEntityId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import tools.jackson.databind.json.JsonMapper;

/** The wiring that the page of this package shows, in an application that knows nothing of Redoubt. */
class WiringTest {

    private final TestDatabase database = TestPostgres.fresh();
    private PostgresEventStore store;
    private AxonConfiguration axon;

    /** A thing that people may do to a course. */
    public record RenameCourse(@TargetEntityId String course, String name) {}

    /** What happened to it. */
    public record CourseRenamed(@EventTag(key = "course") String course, String name) {}

    /** What is known of a course. */
    @EventSourcedEntity(tagKey = "course")
    public static class Course {

        private String name = "";

        @EntityCreator
        public Course() {}

        @EventSourcingHandler
        void on(CourseRenamed renamed) {
            name = renamed.name();
        }
    }

    /** Decides. */
    public static class Courses {

        @CommandHandler
        void handle(RenameCourse command, @InjectEntity Course course, EventAppender events) {
            if (course.name.equals(command.name())) {
                throw new IllegalArgumentException("It is called that already");
            }
            events.append(new CourseRenamed(command.course(), command.name()));
        }
    }

    /** Payloads as Jackson writes them, under the names of their classes. */
    private record JacksonFormat(JsonMapper json) implements EventFormat {

        @Override
        public String write(EventMessage event) {
            return json.writeValueAsString(event.payload());
        }

        @Override
        public Object read(String type, String version, String text) {
            try {
                return json.readValue(text, Class.forName(type));
            } catch (ClassNotFoundException unknown) {
                throw new IllegalStateException(unknown);
            }
        }
    }

    @AfterEach
    void close() {
        axon.shutdown();
        store.stop().block();
        database.close();
    }

    @Test
    void anApplicationOfSomebodyElseDecidesOnWhatTheStoreKeeps() {
        wire(database.connections(), database.pool());
        CommandGateway commands = axon.getComponent(CommandGateway.class);
        commands.sendAndWait(new RenameCourse("c1", "Event sourcing"));
        commands.sendAndWait(new RenameCourse("c1", "Event sourcing, again"));

        assertThatThrownBy(() -> commands.sendAndWait(new RenameCourse("c1", "Event sourcing, again")))
                .hasStackTraceContaining("It is called that already");
        assertThat(store.read(Reading.all().tagged(Tag.of("course", "c1")))
                        .map(logged -> logged.message().payload())
                        .collectList()
                        .block())
                .containsExactly(
                        new CourseRenamed("c1", "Event sourcing"), new CourseRenamed("c1", "Event sourcing, again"));
    }

    private void wire(ConnectionFactory sessions, ConnectionFactory pool) {
        store = PostgresEventStore.of(
                sessions, pool, new JacksonFormat(JsonMapper.builder().build()), Options.defaults());
        store.start().block();
        axon = EventSourcingConfigurer.create()
                .registerEntity(EventSourcedEntityModule.autodetected(String.class, Course.class))
                .registerCommandHandlingModule(CommandHandlingModule.named("courses")
                        .commandHandlers()
                        .annotatedCommandHandlingComponent(_ -> new Courses()))
                .registerEventStorageEngine(_ -> store.engine())
                .build();
        axon.start();
    }
}
