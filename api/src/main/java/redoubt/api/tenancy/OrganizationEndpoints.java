package redoubt.api.tenancy;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.http.PublicUrl;
import redoubt.api.http.Reply;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.tenancy.Lists.Filter;

/** What can be called about organizations, their members and their units. */
final class OrganizationEndpoints {

    private static final Filter ORGANIZATION = new Filter.Reference(Shown.Organization.class);
    private static final Filter UNIT = new Filter.Reference(Shown.BusinessUnit.class);
    private static final Content SHOWN_ORGANIZATION = Docs.shown("OrganizationSeen", Shown.Organization.class);
    private static final Content SHOWN_MEMBERSHIP = Docs.shown("Membership", Shown.Membership.class);
    private static final Content SHOWN_UNIT = Docs.shown("BusinessUnitSeen", Shown.BusinessUnit.class);
    private static final Content ORGANIZATION_FORM = Docs.form(
            "OrganizationForm",
            List.of(),
            "name",
            "North",
            "domain",
            "north.example",
            "plan",
            "free",
            "businessUnitLabel",
            "Division");
    private static final Content ORGANIZATION_MEMBER_FORM =
            Docs.form("OrganizationMemberForm", List.of("user"), "user", 7, "role", "member");
    private static final Content MEMBERSHIP_FORM = Docs.form(
            "MembershipForm", List.of("organization", "user"), "organization", 7, "user", 7, "role", "member");
    private static final Content ROLE_FORM = Docs.form("MembershipRole", List.of(), "role", "member");
    private static final Content UNIT_FORM = Docs.form(
            "BusinessUnitForm",
            List.of(),
            "organization",
            7,
            "name",
            "North",
            "code",
            "N",
            "description",
            "",
            "parent",
            7);

    private final Tenancy tenancy;
    private final PublicUrl url;
    private final Organizations organizations;
    private final Memberships memberships;
    private final Units units;

    OrganizationEndpoints(
            Tenancy tenancy, PublicUrl url, Organizations organizations, Memberships memberships, Units units) {
        this.tenancy = tenancy;
        this.url = url;
        this.organizations = organizations;
        this.memberships = memberships;
        this.units = units;
    }

    List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        all.addAll(organizations());
        all.addAll(memberships());
        all.addAll(units());
        return all;
    }

    private List<Endpoint> organizations() {
        String path = "/organizations/";
        String one = path + "{number}/";
        Lists<Shown.Organization> lists = new Lists<>(tenancy, url, Shown.Organization.class)
                .filtered("plan", new Filter.Word(List.of("free", "pro", "enterprise")))
                .searched()
                .ordered("name", "created_at");
        Lists<Shown.Member> members = new Lists<>(tenancy, url, Shown.Member.class);
        return new Docs("Organization")
                .get(
                        path,
                        "list_organizations",
                        "List organizations",
                        lists.parameters(),
                        new Content.Many(SHOWN_ORGANIZATION),
                        lists::page)
                .post(
                        path,
                        "create_organization",
                        "Found an organization",
                        ORGANIZATION_FORM,
                        201,
                        SHOWN_ORGANIZATION,
                        new Repeatable(organizations::create, organizations::created))
                .get(
                        one,
                        "read_organization",
                        "Read one organization",
                        List.of(),
                        SHOWN_ORGANIZATION,
                        organizations::read)
                .put(
                        one,
                        "replace_organization",
                        "Replace the values of an organization",
                        ORGANIZATION_FORM,
                        SHOWN_ORGANIZATION,
                        organizations::replace)
                .versioned()
                .patch(
                        one,
                        "update_organization",
                        "Change some values of an organization",
                        ORGANIZATION_FORM,
                        SHOWN_ORGANIZATION,
                        organizations::amend)
                .versioned()
                .delete(one, "delete_organization", "Delete an organization", organizations::delete)
                .versioned()
                .get(
                        one + "members/",
                        "list_organization_members",
                        "List the members of an organization",
                        List.of(),
                        Docs.array("Member", Shown.Member.class),
                        call -> organizations
                                .target(call)
                                .flatMap(found -> members.within(call, found, "organization")))
                .post(
                        one + "add-member/",
                        "add_organization_member",
                        "Make somebody a member",
                        ORGANIZATION_MEMBER_FORM,
                        201,
                        SHOWN_MEMBERSHIP,
                        new Repeatable(
                                call -> organizations.target(call).flatMap(found -> memberships.add(call, found)),
                                memberships::created))
                .post(
                        one + "remove-member/",
                        "remove_organization_member",
                        "End somebody's membership",
                        Docs.form("SomeUser", List.of("user"), "user", 7),
                        204,
                        Content.NOTHING,
                        new Repeatable(
                                call -> organizations.target(call).flatMap(found -> memberships.remove(call, found)),
                                (_, _) -> Mono.just(Reply.empty(204))))
                .endpoints();
    }

    private List<Endpoint> memberships() {
        String path = "/memberships/";
        String one = path + "{number}/";
        Lists<Shown.Membership> lists = new Lists<>(tenancy, url, Shown.Membership.class)
                .filtered("organization", ORGANIZATION)
                .filtered("user", new Filter.Somebody())
                .filtered("role", new Filter.Word(List.of("security_team", "member")));
        return new Docs("Membership")
                .get(
                        path,
                        "list_memberships",
                        "List memberships",
                        lists.parameters(),
                        new Content.Many(SHOWN_MEMBERSHIP),
                        lists::page)
                .post(
                        path,
                        "create_membership",
                        "Make somebody a member",
                        MEMBERSHIP_FORM,
                        201,
                        SHOWN_MEMBERSHIP,
                        new Repeatable(memberships::create, memberships::created))
                .get(one, "read_membership", "Read one membership", List.of(), SHOWN_MEMBERSHIP, memberships::read)
                .put(
                        one,
                        "replace_membership",
                        "Replace the role of a member",
                        ROLE_FORM,
                        SHOWN_MEMBERSHIP,
                        memberships::replace)
                .patch(
                        one,
                        "update_membership",
                        "Change the role of a member",
                        ROLE_FORM,
                        SHOWN_MEMBERSHIP,
                        memberships::amend)
                .delete(one, "delete_membership", "End a membership", memberships::delete)
                .patch(
                        "/organization-members/{number}/",
                        "update_organization_member",
                        "Change the role of a member, by another name",
                        ROLE_FORM,
                        SHOWN_MEMBERSHIP,
                        memberships::amend)
                .endpoints();
    }

    private List<Endpoint> units() {
        String path = "/business-units/";
        String one = path + "{number}/";
        Lists<Shown.BusinessUnit> lists = new Lists<>(tenancy, url, Shown.BusinessUnit.class)
                .filtered("organization", ORGANIZATION)
                .filtered("parent", UNIT)
                .searched()
                .ordered("name", "created_at");
        return new Docs("Business unit")
                .get(
                        path,
                        "list_business_units",
                        "List business units",
                        lists.parameters(),
                        new Content.Many(SHOWN_UNIT),
                        lists::page)
                .post(
                        path,
                        "create_business_unit",
                        "Create a business unit",
                        UNIT_FORM,
                        201,
                        SHOWN_UNIT,
                        new Repeatable(units::create, units::created))
                .get(one, "read_business_unit", "Read one business unit", List.of(), SHOWN_UNIT, units::read)
                .put(
                        one,
                        "replace_business_unit",
                        "Replace the values of a business unit",
                        UNIT_FORM,
                        SHOWN_UNIT,
                        units::replace)
                .patch(
                        one,
                        "update_business_unit",
                        "Change some values of a business unit",
                        UNIT_FORM,
                        SHOWN_UNIT,
                        units::amend)
                .delete(one, "delete_business_unit", "Delete a business unit", units::delete)
                .endpoints();
    }
}
