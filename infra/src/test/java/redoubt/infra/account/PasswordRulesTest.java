package redoubt.infra.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redoubt.infra.account.PasswordRules.Owner;

class PasswordRulesTest {

    private static final Owner ADA = new Owner("ada.lovelace", "ada.lovelace@example.com", "Augusta", "Byron");

    private final PasswordRules rules = PasswordRules.load();

    @Test
    void whatIsShortOrCommonOrAllDigitsIsNoPassword() {
        assertThat(rules.faults("seven77"))
                .containsExactly("This password is too short. It must contain at least 8 characters.");
        assertThat(rules.faults("Password")).containsExactly("This password is too common.");
        assertThat(rules.faults("86420975318642")).containsExactly("This password is entirely numeric.");
        assertThat(rules.faults("12345678")).hasSize(2);
        assertThat(rules.faults("")).hasSize(1);
    }

    @Test
    void aLongOneMayBeMadeOfAnything() {
        assertThat(rules.faults("a long walk in the rain")).isEmpty();
        assertThat(rules.faults("ünïcödé pässwörd 密码")).isEmpty();
        assertThat(rules.faults("x".repeat(64))).isEmpty();
    }

    @Test
    void whatEverybodyKnowsOfItsOwnerIsNoPassword() {
        assertThat(rules.resemblance("ada.lovelace", ADA))
                .containsExactly("The password is too similar to the username.");
        assertThat(rules.resemblance("Lovelace1", ADA)).containsExactly("The password is too similar to the username.");
        assertThat(rules.resemblance("augusta!", ADA))
                .containsExactly("The password is too similar to the first name.");
        assertThat(rules.resemblance("byron12", ADA)).containsExactly("The password is too similar to the last name.");
        assertThat(rules.resemblance("a long walk in the rain", ADA)).isEmpty();
        assertThat(rules.resemblance("anything", new Owner("", "", "", ""))).isEmpty();
    }
}
