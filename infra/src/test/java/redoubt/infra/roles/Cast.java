package redoubt.infra.roles;

import java.util.EnumMap;
import java.util.Map;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.Visitors;

/** Who plays the roles. */
final class Cast {

    private final Scene scene;
    private final Map<Column, Actor> actors = new EnumMap<>(Column.class);

    Cast(Scene scene) {
        this.scene = scene;
    }

    /** The one who asks in that role, always the same. */
    Actor actor(Column column) {
        return actors.computeIfAbsent(column, each -> {
            Actor actor = understudy(each);
            scene.enter(actor);
            return actor;
        });
    }

    /** Somebody else in that role, for what changes who asks. */
    Actor understudy(Column column) {
        Actor person = person(column);
        if (column == Column.NOBODY) {
            return new Actor(column, scene.anonymous(), scene.boss(), "", 0, person.email(), person.refresh());
        }
        switch (column.held) {
            case FOLDER -> scene.grant(person.user(), column.role(), scene.folder());
            case ROOT -> scene.grant(person.user(), column.role(), scene.root());
            case TEAM -> scene.place(scene.team(), person.email(), column.role());
            case NOTHING -> {}
        }
        return switch (column) {
            case READING_TOKEN -> armed(person, "\"read_only\":true");
            case FOLDER_TOKEN -> armed(person, "\"folder\":\"" + scene.folder() + "\"");
            default -> person;
        };
    }

    /** Somebody with an account who holds nothing. */
    private Actor person(Column column) {
        String email = Visitors.email();
        Reply made = Visitors.register(scene.anonymous(), email).expect(201);
        Http self = scene.anonymous().with("Authorization", "Bearer " + made.text("access"));
        return new Actor(
                column,
                self,
                self,
                Visitors.claim(made.text("access"), "sub"),
                made.json().path("user").path("pk").asLong(),
                email,
                made.text("refresh"));
    }

    private Actor armed(Actor person, String limit) {
        String token = person.self()
                .post("/api/v1/api-tokens/", "{\"name\":\"Limited\"," + limit + "}")
                .expect(201)
                .text("token");
        return new Actor(
                person.column(),
                scene.anonymous().as(token),
                person.self(),
                person.user(),
                person.pk(),
                person.email(),
                person.refresh());
    }
}
