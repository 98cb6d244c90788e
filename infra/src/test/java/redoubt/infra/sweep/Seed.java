package redoubt.infra.sweep;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes things over the API.
 *
 * @param http as whom
 * @param ids where it is noted what there is of each noun; the organization stands there already
 */
record Seed(Http http, Map<String, String> ids) {

    /** What does not arrive is not tried again: endpoints lead nowhere here, and nothing is to move by itself. */
    static final String ONCE = "--redoubt.webhook.retry-schedule=0s";

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String V1 = "/api/v1/";
    private static final String TM = "/api/";

    /** One of everything, called the same and filled with it. */
    void sown(String name) {
        String organization = of("organizations");
        String above = made(V1 + "folders/", "{'name':'%s above','description':'%s'}", name, name);
        String folder = made(
                V1 + "folders/",
                "{'name':'%s','parent_folder':'%s','ref_id':'%s','labels':['%s']}",
                name,
                above,
                name,
                name);
        String definition = http.get(V1 + "risk-matrices/")
                .results()
                .getFirst()
                .path("definition")
                .toString();
        String matrix = made(
                V1 + "risk-matrices/",
                "{'name':'%s','ref_id':'%s','provider':'%s','definition':%s}",
                name,
                name,
                name,
                definition);
        String framework = made(
                V1 + "frameworks/",
                "{'urn':'%s','ref_id':'%s','name':'%s','provider':'%s','requirements':["
                        + "{'urn':'%s','ref_id':'%s','name':'%s','assessable':true}]}",
                name,
                name,
                name,
                name,
                name,
                name,
                name);
        String user = made(
                V1 + "users/",
                "{'email':'%s@%s.example','first_name':'%s','last_name':'%s'}",
                name.toLowerCase(Locale.ROOT),
                Tenant.word(),
                name,
                name);
        String beneath = made(V1 + "assets/", "{'name':'%s above','folder':'%s'}", name, folder);
        String asset = made(
                V1 + "assets/",
                "{'name':'%s','folder':'%s','ref_id':'%s','description':'%s','labels':['%s'],'owner':['%s'],"
                        + "'parent_assets':['%s'],'business_value':'%s'}",
                name,
                folder,
                name,
                name,
                name,
                user,
                beneath,
                name);
        String threat = made(
                V1 + "threats/",
                "{'name':'%s','folder':'%s','ref_id':'%s','description':'%s','labels':['%s'],'provider':'%s'}",
                name,
                folder,
                name,
                name,
                name,
                name);
        String planned = control(name, "planned", folder, user, asset);
        String existing = control(name, "existing", folder, user, asset);
        ids.putAll(Map.of(
                "assets", asset,
                "parent-assets", beneath,
                "threats", threat,
                "applied-controls", planned,
                "existing-controls", existing));
        String risk = risk(name, folder, user);
        assessment(name, folder, framework, user);
        ids.put("tasks", task(name, folder, user, risk));
        String token = made(V1 + "api-tokens/", "{'name':'%s','folder':'%s'}", name, folder);
        ids.put(
                "role-assignments",
                made(V1 + "role-assignments/", "{'user':'%s','role':'analyst','folders':['%s']}", user, folder));
        String parent = made(TM + "business-units/", "{'organization':%s,'name':'%s above'}", organization, name);
        String unit = made(
                TM + "business-units/",
                "{'organization':%s,'name':'%s','code':'%s','description':'%s','parent':%s}",
                organization,
                name,
                name,
                name,
                parent);
        ids.putAll(Map.of(
                "folders", folder,
                "parent-folders", above,
                "risk-matrices", matrix,
                "users", user,
                "risks", risk,
                "api-tokens", token,
                "business-units", unit,
                "parent-units", parent));
        ids.put("frameworks", framework);
        webhook(name, folder);
        ids.put(Slot.WORD, name);
        team(name, name);
    }

    /** A team of the business unit, and somebody who is invited to it. */
    void team(String name, String code) {
        String team = made(
                TM + "teams/",
                "{'organization':%s,'name':'%s','code':'%s','description':'%s','businessUnit':%s}",
                of("organizations"),
                name,
                code,
                name,
                of("business-units"));
        String address = "person@" + Tenant.word() + ".example";
        JsonNode invitation = post(TM + "teams/" + team + "/invite-member/", "{'email':'%s'}", address)
                .expect(201)
                .json()
                .path("invitation");
        ids.put("teams", team);
        ids.put("team-invitations", invitation.path("id").asString());
        ids.put(Slot.ADDRESS, address);
    }

    /** An endpoint whose name leads nowhere, with something that did not arrive and something that is told again. */
    private void webhook(String name, String folder) {
        String webhook = made(
                V1 + "webhooks/",
                "{'name':'%s','description':'%s','url':'https://%s.invalid/','event_types':['asset.created'],"
                        + "'folders':['%s']}",
                name,
                name,
                Tenant.word(),
                folder);
        String path = V1 + "webhooks/" + webhook + "/";
        ids.put("webhooks", webhook);
        ids.put("deliveries", post(path + "test/", "{}").expect(200).text("delivery"));
        ids.put(
                "replays",
                post(path + "replay/", "{'from_position':1}").expect(202).text("replay_id"));
        await().atMost(SOON)
                .until(() -> http.get(path).json().path("pending_count").asInt() == 0
                        && http.get(path + "replays/" + of("replays") + "/")
                                .text("state")
                                .equals("done"));
    }

    private String control(String name, String what, String folder, String user, String asset) {
        return made(
                V1 + "applied-controls/",
                "{'name':'%s','folder':'%s','ref_id':'%s %s','description':'%s','labels':['%s'],'owner':['%s'],"
                        + "'assets':['%s'],'reference_control':'%s','observation':'%s','effort':'M'}",
                name,
                folder,
                name,
                what,
                name,
                name,
                user,
                asset,
                name,
                name);
    }

    /** One with a row that names a control. */
    private void assessment(String name, String folder, String framework, String user) {
        String assessment = made(
                V1 + "compliance-assessments/",
                "{'name':'%s','folder':'%s','framework':'%s','ref_id':'%s','description':'%s','observation':'%s',"
                        + "'labels':['%s'],'authors':['%s'],'reviewers':['%s'],'assets':['%s']}",
                name,
                folder,
                framework,
                name,
                name,
                name,
                name,
                user,
                user,
                of("assets"));
        String row = http.get(V1 + "compliance-assessments/" + assessment + "/requirement-assessments/")
                .ids()
                .getFirst();
        http.patch(
                        V1 + "requirement-assessments/" + row + "/",
                        json("{'observation':'%s','applied_controls':['%s']}", name, of("applied-controls")))
                .expect(200);
        ids.put("compliance-assessments", assessment);
        ids.put("requirement-assessments", row);
    }

    /** One with a history, written under a name of its own. */
    private String risk(String name, String folder, String user) {
        ids.put(Slot.KEY, "key-" + Tenant.word());
        Reply made = http.with("Idempotency-Key", of(Slot.KEY))
                .post(
                        V1 + "risks/",
                        json(
                                "{'name':'%s','folder':'%s','ref_id':'%s','labels':['%s'],'likelihood':2,'impact':2,"
                                        + "'justification':'%s','owner':['%s'],'applied_controls':['%s'],"
                                        + "'existing_applied_controls':['%s'],'assets':['%s'],'threats':['%s']}",
                                name,
                                folder,
                                name,
                                name,
                                name,
                                user,
                                of("applied-controls"),
                                of("existing-controls"),
                                of("assets"),
                                of("threats")))
                .expect(201);
        ids.put("events", Objects.requireNonNull(made.header("X-Redoubt-Position")));
        http.patch(V1 + "risks/" + made.id() + "/", "{\"impact\":3}").expect(200);
        return made.id();
    }

    /** One that comes again, long from now. */
    private String task(String name, String folder, String user, String risk) {
        return made(
                V1 + "tasks/",
                "{'name':'%s','folder':'%s','ref_id':'%s','labels':['%s'],'description':'%s','observation':'%s',"
                    + "'assigned_to':['%s'],'risks':['%s'],'applied_controls':['%s'],'compliance_assessments':['%s'],'assets':['%s'],'due_date':'2035-01-31',"
                    + "'recurrence':{'frequency':'MONTHLY'}}",
                name,
                folder,
                name,
                name,
                name,
                name,
                user,
                risk,
                of("applied-controls"),
                of("compliance-assessments"),
                of("assets"));
    }

    private String of(String noun) {
        return Objects.requireNonNull(ids.get(noun), noun);
    }

    private String made(String collection, String form, Object... values) {
        return post(collection, form, values).expect(201).id();
    }

    private Reply post(String path, String form, Object... values) {
        return http.post(path, json(form, values));
    }

    /** A form with its values in place; apostrophes stand for quotes. */
    static String json(String form, Object... values) {
        return JsonMapper.shared()
                .readTree(form.replace('\'', '"').formatted(values))
                .toString();
    }
}
