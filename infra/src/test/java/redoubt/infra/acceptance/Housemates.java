package redoubt.infra.acceptance;

/** People of one organization, the folders in it, and roles that the boss gives them there. */
record Housemates(RunningRedoubt redoubt) {

    static final String USERS = "/api/v1/users/";
    static final String ASSIGNMENTS = "/api/v1/role-assignments/";

    /** Somebody with an account. */
    record Somebody(Http http, String id, String email) {}

    /** Somebody who holds nothing yet. */
    Somebody somebody() {
        return somebody(Visitors.email());
    }

    private Somebody somebody(String email) {
        String access =
                Visitors.register(redoubt.http().anonymous(), email).expect(201).text("access");
        Http http = redoubt.http().with("Authorization", "Bearer " + access);
        return new Somebody(http, http.get("/api/v1/me/").expect(200).id(), email);
    }

    /** The same, with a name that their address begins with. */
    Somebody called(String first) {
        Somebody somebody = somebody(first.toLowerCase(java.util.Locale.ROOT) + Visitors.email());
        seen(redoubt.http()
                .patch(USERS + somebody.id() + "/", "{\"first_name\":\"" + first + "\",\"last_name\":\"Example\"}")
                .expect(200));
        return somebody;
    }

    /** A new folder in another one; in the root for none. */
    String folder(String parent) {
        String below = parent.isEmpty() ? "" : ",\"parent_folder\":\"" + parent + "\"";
        return redoubt.http()
                .post("/api/v1/folders/", "{\"name\":\"" + Visitors.email() + "\"" + below + "}")
                .expect(201)
                .id();
    }

    /** Gives somebody a role. */
    String give(Somebody who, String role, String... folders) {
        return seen(redoubt.http()
                        .post(ASSIGNMENTS, wanted(who.id(), role, folders))
                        .expect(201))
                .id();
    }

    /** Once everybody sees what was written. */
    Reply seen(Reply written) {
        redoubt.http()
                .with("X-Redoubt-Min-Position", String.valueOf(written.header("X-Redoubt-Position")))
                .get(USERS + "?page_size=1")
                .expect(200);
        return written;
    }

    /** The form of that. */
    static String wanted(String who, String role, String... folders) {
        return "{\"user\":\"" + who + "\",\"role\":\"" + role + "\",\"folders\":[\"" + String.join("\",\"", folders)
                + "\"]}";
    }
}
