package redoubt.infra.acceptance;

/** People who found organizations, make teams and let one another in. */
public record Colleagues(RunningRedoubt redoubt) {

    public static final String ORGANIZATIONS = "/api/organizations/";
    public static final String MEMBERSHIPS = "/api/memberships/";
    public static final String UNITS = "/api/business-units/";
    public static final String TEAMS = "/api/teams/";
    public static final String INVITATIONS = "/api/team-invitations/";

    /** Somebody with an account. */
    public record Person(Http http, long pk, String email) {}

    /** Somebody who belongs nowhere. */
    public Person person() {
        String email = Visitors.email();
        Reply made = Visitors.register(redoubt.http().anonymous(), email).expect(201);
        return new Person(
                redoubt.http().with("Authorization", "Bearer " + made.text("access")),
                made.json().path("user").path("pk").asLong(),
                email);
    }

    /** Somebody whom the boss has let into a team. */
    public Person joined(Person boss, String team, String role) {
        Person person = person();
        boss.http()
                .post(
                        TEAMS + team + "/invite-member/",
                        "{\"email\":\"" + person.email() + "\",\"role\":\"" + role + "\"}")
                .expect(200);
        return person;
    }

    /** One of that name which the person founds; tells its number. */
    public static String organization(Person person, String name) {
        return made(person, ORGANIZATIONS, "{\"name\":\"" + name + "\"}");
    }

    /** One of that name which the person makes and leads; tells its number. */
    public static String team(Person person, String organization, String name) {
        return made(person, TEAMS, "{\"organization\":" + organization + ",\"name\":\"" + name + "\"}");
    }

    /** What is made by posting the form; tells its number. */
    public static String made(Person person, String collection, String form) {
        return person.http().post(collection, form).expect(201).id();
    }

    /** The number of somebody's membership. */
    public static String seat(Person boss, Person person) {
        return boss.http().get(MEMBERSHIPS + "?user=" + person.pk()).ids().getFirst();
    }
}
