package redoubt.bench.scenario;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import redoubt.bench.product.Api;

/** People with accounts of their own, and what each of them needs to listen. */
final class Subscribers {

    static final int PEOPLE = 100;
    static final int EACH = 10;

    private static final String REGISTRATION = "/api/auth/registration/";
    private static final String ROLES = "/api/v1/role-assignments/";

    private final Api api;
    private final List<Person> people;

    private Subscribers(Api api, List<Person> people) {
        this.api = api;
        this.people = people;
    }

    private record Person(String user, String credential) {}

    /** As many accounts as the program lets one address make. */
    static Subscribers of(Api api) {
        List<Person> people = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            var made = api.send(
                    REGISTRATION,
                    "{\"email\":\"listener-%d@example.com\",\"password1\":\"%s\",\"password2\":\"%s\"}"
                            .formatted(n, SignIns.PASSWORD, SignIns.PASSWORD),
                    201);
            var credential = "Bearer " + made.required("access").asString();
            people.add(new Person(
                    api.as(credential).get("/api/v1/me/").required("id").asString(), credential));
        }
        return new Subscribers(api, people);
    }

    /** Lets them see these folders, as many people one of them as another. */
    void see(List<String> folders) {
        for (int n = 0; n < people.size(); n++) {
            api.send(
                    ROLES,
                    "{\"user\":\"%s\",\"role\":\"reader\",\"folders\":[\"%s\"]}"
                            .formatted(people.get(n).user(), folders.get(n % folders.size())),
                    201);
        }
    }

    /** Requests for so many streams, of one person after the other. */
    List<byte[]> requests(int streams, String query) {
        return IntStream.range(0, streams)
                .mapToObj(n -> request(people.get(n % people.size()), query))
                .toList();
    }

    /** Requests for the streams that come after so many. */
    List<byte[]> requests(int after, int streams, String query) {
        return IntStream.range(after, after + streams)
                .mapToObj(n -> request(people.get(n % people.size()), query))
                .toList();
    }

    private static byte[] request(Person person, String query) {
        return ("GET /api/v1/events/stream" + query + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                        + person.credential() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
