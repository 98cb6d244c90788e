package redoubt.infra.roles;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.Visitors;
import redoubt.infra.roles.Column.Held;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import tools.jackson.databind.JsonNode;

/** People in a scene, what they belong to and what they show, each time anew. */
final class Persons {

    private static final Pattern VERIFY = Pattern.compile("/verify-email/([0-9a-z-]+)/");
    private static final Pattern RESET = Pattern.compile("/reset-password/([0-9a-z]+)/([^/\\s]+)/");

    private Persons() {}

    /** Somebody who registered. */
    record Person(String user, long pk, String email, Reply signedIn) {}

    static Person person(Scene scene) {
        String email = Visitors.email();
        Reply made = Visitors.register(scene.anonymous(), email).expect(201);
        return new Person(
                Visitors.claim(made.text("access"), "sub"),
                made.json().path("user").path("pk").asLong(),
                email,
                made);
    }

    private static Person holding(Scene scene, Role role) {
        Person person = person(scene);
        scene.grant(person.user(), role, scene.root());
        scene.settle();
        return person;
    }

    /** The number of somebody who is known in the organization and no member of it. */
    static String known(Scene scene) {
        return "" + holding(scene, Role.APPROVER).pk();
    }

    /** The number of a member. */
    static String member(Scene scene) {
        return "" + holding(scene, Role.READER).pk();
    }

    /** The number of a membership. */
    static String seat(Scene scene) {
        return scene.boss().get("/api/memberships/?user=" + member(scene)).ids().getFirst();
    }

    /** The number of somebody in the team. */
    static String teamMate(Scene scene) {
        Person person = person(scene);
        scene.place(scene.team(), person.email(), Role.TEAM_VIEWER);
        return "" + person.pk();
    }

    static String unit(Scene scene) {
        return scene.made(
                        "/api/business-units/",
                        "{\"organization\":" + scene.organization() + ",\"name\":\"" + scene.unique() + "\"}")
                .id();
    }

    static String emptyTeam(Scene scene) {
        return scene.made(
                        "/api/teams/",
                        "{\"organization\":" + scene.organization() + ",\"name\":\"" + scene.unique() + "\"}")
                .id();
    }

    /** A team in which everybody is what they are in the other one. */
    static String team(Scene scene) {
        String team = emptyTeam(scene);
        scene.people().stream()
                .filter(each -> each.column().held == Held.TEAM)
                .forEach(each -> scene.place(team, each.email(), each.column().role()));
        return team;
    }

    /** An organization of which everybody is what they are in the other one, as far as that is held on its root. */
    static String organization(Scene scene) {
        String made = scene.made("/api/organizations/", "{\"name\":\"" + scene.unique() + "\"}")
                .id();
        Principal house = scene.newest();
        for (Actor each : scene.people()) {
            switch (each.column().held) {
                case ROOT -> scene.grant(each.user(), each.column().role(), house.root(), house);
                case TEAM -> scene.grant(each.user(), Role.READER, house.root(), house);
                default -> {}
            }
        }
        scene.settle();
        return made;
    }

    static JsonNode invitation(Scene scene, String email) {
        return scene.made(
                        "/api/team-invitations/",
                        "{\"team\":" + scene.team() + ",\"email\":\"" + email + "\",\"role\":\"viewer\"}")
                .json();
    }

    static String invitation(Scene scene) {
        return invitation(scene, Visitors.email()).path("id").asString();
    }

    static String invite(Scene scene) {
        return invitation(scene, Visitors.email()).path("token").asString();
    }

    static String signIn(Scene scene) {
        return "{\"email\":\"" + person(scene).email() + "\",\"password\":\"" + Visitors.PASSWORD + "\"}";
    }

    static String registration(Scene scene) {
        return "{\"email\":%s,\"password1\":\"%s\",\"password2\":\"%s\"}"
                .formatted(Things.email(scene), Visitors.PASSWORD, Visitors.PASSWORD);
    }

    /** An address that somebody has from now on: a letter to it can be no other. */
    private static String moved(Scene scene) {
        String email = Visitors.email();
        scene.boss()
                .patch("/api/v1/users/" + scene.reader().user() + "/", "{\"email\":\"" + email + "\"}")
                .expect(200);
        return email;
    }

    static String key(Scene scene) {
        String email = moved(scene);
        scene.made("/api/auth/registration/resend-email/", "{\"email\":\"" + email + "\"}");
        MatchResult link = new Mailbox(scene.redoubt()).find(email, VERIFY);
        return "{\"key\":\"" + link.group(1) + "\"}";
    }

    static String address(Scene scene) {
        return "{\"email\":\"" + person(scene).email() + "\"}";
    }

    static String reset(Scene scene) {
        String email = moved(scene);
        scene.made("/api/auth/password/reset/", "{\"email\":\"" + email + "\"}");
        MatchResult link = new Mailbox(scene.redoubt()).find(email, RESET);
        return "{\"uid\":\"%s\",\"token\":\"%s\",\"new_password1\":\"%s\",\"new_password2\":\"%s\"}"
                .formatted(link.group(1), link.group(2), Visitors.OTHER, Visitors.OTHER);
    }

    static String refresh(Scene scene) {
        return "{\"refresh\":\"" + person(scene).signedIn().text("refresh") + "\"}";
    }

    static String access(Scene scene) {
        return "{\"token\":\"" + person(scene).signedIn().text("access") + "\"}";
    }
}
