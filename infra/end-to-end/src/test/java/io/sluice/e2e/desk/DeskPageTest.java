package io.sluice.e2e.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.events.Authority;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ExtractedField;
import io.sluice.events.LifeStage;
import io.sluice.events.LineItem;
import io.sluice.events.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** People at the desk: a real Chromium on the page, the whole river behind it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeskPageTest {
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir static Path folder;
  private static DeskHouse house;
  private static Chromium ada;
  private static Chromium bob;

  @BeforeAll
  static void open() throws Exception {
    assumeTrue(Chromium.isThere(), "no chromium and chromedriver in /usr/bin");
    house = new DeskHouse(folder);
    Map<String, String> samples = new LinkedHashMap<>();
    for (String id :
        List.of("by-mouse", "by-keys", "fought-for", "leased", "killed", "looked-at", "packet")) {
      samples.put(id, "01-station-invoice.pdf");
    }
    samples.put("receipt", "05-receipt-scan.jpg");
    samples.put("nda", "02-nda.docx");
    house.review(samples);
    ada = Chromium.open(1440, 900, false);
    bob = Chromium.open(1280, 800, true);
    enter(ada, "ada");
    enter(bob, "bob");
  }

  @AfterAll
  static void close() throws Exception {
    for (AutoCloseable one : new AutoCloseable[] {ada, bob, house}) {
      if (one != null) {
        one.close();
      }
    }
  }

  @AfterEach
  void noScriptAndNoPolicyComplained() {
    assertThat(ada.complaints()).isEmpty();
    assertThat(bob.complaints()).isEmpty();
  }

  @Test
  @Order(1)
  void whatIsTakenFromThePageByMouseIsInTheCompletedRecord() {
    take(ada, "by-mouse");
    ada.awaitText(".reasons", "confidence");
    focus(ada, "invoice_number");
    // 228841-2, in points.
    drag(ada, 449, 85, 489, 95);
    ada.await("the word in the field", () -> ada.value("#f-invoice_number").equals("228841-2"));
    assertThat(ada.isFocused("#f-invoice_number")).isTrue();
    ada.awaitSeen(".field.active canvas.crop");

    type(ada, "input[data-row='1'][data-column='lineTotal']", "2,250.00");
    ada.awaitSeen(".sum.bad");
    type(ada, "input[data-row='1'][data-column='lineTotal']", "2,750.00");
    ada.awaitText(".sum.good", "6050.00");
    ada.chord(Keys.CONTROL, Keys.ENTER);

    DocumentCompleted completed = house.completed("by-mouse");
    assertThat(completed.getAuthority()).isEqualTo(Authority.REVIEWER);
    assertThat(completed.getReviewer()).isEqualTo("ada");
    ExtractedField number = field(completed, "invoice_number");
    assertThat(number.getValue()).isEqualTo("228841-2");
    assertThat(number.getReader()).isEqualTo(Reader.PERSON);
    assertThat(number.getBox().getX0()).isBetween(449f, 451f);
    assertThat(completed.getLineItems().getRows())
        .extracting(LineItem::getLineTotal)
        .containsExactly("1500.00", "2750.00", "1800.00");
  }

  @Test
  @Order(2)
  void theSameGoesWithoutAMouse() {
    release(ada);
    ada.visit("about:blank");
    ada.visit(house.address());
    ada.awaitSeen("tr[data-id='by-keys']");
    ada.await("the first row", () -> ada.isFocused("tbody a"));
    while (!ada.isFocused("tr[data-id='by-keys'] a")) {
      ada.type(Keys.ARROW_DOWN);
    }
    ada.type(Keys.ENTER);
    ada.awaitSeen(".sheet img[src]");
    ada.await("a field in focus", () -> ada.isFocused(".field input"));
    while (!ada.isFocused("#f-invoice_number")) {
      ada.chord(Keys.ALT, Keys.ARROW_UP);
    }
    // From word to word: the title's first, on to the number of the invoice.
    ada.chord(Keys.ALT, "w");
    ada.await("the page", () -> ada.isFocused(".viewer"));
    ada.await("the words", () -> spoken().contains("WQXB-TV"));
    while (!spoken().equals("228841-2")) {
      ada.type(Keys.ARROW_RIGHT);
    }
    ada.type(Keys.ENTER);
    ada.await("the word in the field", () -> ada.value("#f-invoice_number").equals("228841-2"));
    assertThat(ada.isFocused("#f-invoice_number")).isTrue();

    ada.type("x");
    assertThat(ada.value("#f-invoice_number")).isEqualTo("228841-2x");
    ada.chord(Keys.CONTROL, "z");
    assertThat(ada.value("#f-invoice_number")).isEqualTo("228841-2");
    ada.chord(Keys.ALT, "i");
    ada.await("the first cell", () -> ada.isFocused("input[data-row='0']"));
    ada.chord(Keys.ALT, "c");
    ada.type("as on the page");
    ada.chord(Keys.CONTROL, Keys.ENTER);

    assertThat(field(house.completed("by-keys"), "invoice_number").getValue())
        .isEqualTo("228841-2");
  }

  @Test
  @Order(3)
  void oneDocumentIsNeverEditedByTwo() {
    release(ada);
    bob.visit("about:blank");
    bob.visit(house.address());
    bob.awaitSeen("tr[data-id='fought-for']");
    take(ada, "fought-for");
    bob.click("tr[data-id='fought-for'] a");
    bob.awaitText(".toast.bad", "Ada Lovelace");
    bob.visit(house.address() + "/#/review/fought-for");
    bob.awaitText(".banner", "Ada Lovelace");
    assertThat(bob.js("return document.querySelector('.decide .primary').disabled"))
        .isEqualTo(true);
    assertThat(bob.js("return document.querySelector('#f-seller').readOnly")).isEqualTo(true);
  }

  @Test
  @Order(4)
  void aLeaseThatIsOverIsSaidAndWhatWasTypedCanBeSavedIfNobodyElseCame() {
    take(ada, "leased");
    type(ada, "#f-seller", "WQXB");
    ada.awaitText(".saved", "Saved");
    house.pass(Duration.ofMinutes(16));
    ada.type("-TV");
    ada.awaitText(".banner", "time for this document is over");
    ada.click(".banner .primary");
    ada.awaitText(".saved", "Saved");
    assertThat(ada.value("#f-seller")).isEqualTo("WQXB-TV");

    // Else his session would be over, too.
    bob.visit("about:blank");
    bob.visit(house.address());
    bob.awaitSeen(".queue-page");
    house.pass(Duration.ofMinutes(16));
    take(bob, "leased");
    bob.await("what ada typed", () -> bob.value("#f-seller").equals("WQXB-TV"));
    ada.click("#f-seller");
    ada.type(Keys.END, " Channel 12");
    ada.awaitText(".banner", "Bob Kahn");
    assertThat(ada.value("#f-seller")).isEqualTo("WQXB-TV Channel 12");
    assertThat(ada.js("return document.querySelector('.decide .primary').disabled"))
        .isEqualTo(true);
  }

  @Test
  @Order(5)
  void aDeskThatIsKilledAndComesBackLosesNothing() {
    take(ada, "killed");
    type(ada, "#f-seller", "WQXB");
    ada.awaitText(".saved", "Saved");
    house.stopDesk();
    ada.type("-TV");
    ada.awaitText(".away", "does not answer");
    ada.type(" Channel 12");
    house.startDesk();
    // Sessions end with the desk; what was typed waits behind the login.
    ada.awaitSeen(".login #user");
    ada.type("ada", Keys.TAB, DeskHouse.PASSWORD, Keys.ENTER);
    ada.await("no login", () -> !ada.sees(".login"));
    ada.awaitText(".saved", "Saved");
    assertThat(ada.value("#f-seller")).isEqualTo("WQXB-TV Channel 12");
    ada.reload();
    ada.await("the draft", () -> ada.value("#f-seller").equals("WQXB-TV Channel 12"));
    bob.visit(house.address());
    bob.awaitSeen(".login #user");
    logIn(bob, "bob");
  }

  @Test
  @Order(6)
  void aThousandWordsAreNoThousandElements() {
    take(ada, "looked-at");
    Object words =
        ada.promised(
            """
            const {Words} = await import('/words.js');
            const many = [];
            for (let i = 0; i < 5000; i++) {
              const x = 20 + (i % 20) * 28, y = 20 + Math.floor(i / 20) * 3;
              many.push(['w' + i, x, y, x + 26, y + 2, null]);
            }
            const words = new Words(many);
            return [words.at(21, 21), words.at(20 + 28 * 7 + 3, 20 + 3 * 100 + 1), words.within(0, 0, 80, 24).join(), words.vertical(0, 1)].join(' ');
            """);
    assertThat(words).isEqualTo("0 2007 0,1,20,21 20");
    ada.awaitSeen(".sheet img[src]");
    assertThat((Long) ada.js("return document.querySelectorAll('.viewer-wrap *').length"))
        .isLessThan(40L);
  }

  @Test
  @Order(7)
  void amountsAreReadAsPeopleWriteThemAndAddedExactly() {
    Object amounts =
        ada.promised(
            """
            const {amount, decimal, plain, sum, multiplies} = await import('/numbers.js');
            return [
              ...['$1,234.50', '1.234,50 €', '1 234,5', '(12.00)', '−3', '1,234', "1'000.05", 'none', '0.10', '.5'].map(amount),
              plain(decimal('0.1') + decimal('0.2')),
              plain(sum({rows: [{lineTotal: '100'}, {lineTotal: '19.00'}], charges: '1.5', allowances: null})),
              multiplies({quantity: '3', unitPrice: '0.333', lineTotal: '1.00'}),
              multiplies({quantity: '2', unitPrice: '10', lineTotal: '21'}),
              multiplies({quantity: '250', unitPrice: '4.00', lineTotal: '10.00'}),
            ].join('; ');
            """);
    assertThat(amounts)
        .isEqualTo(
            "1234.50; 1234.50; 1234.5; -12.00; -3; 1234; 1000.05; ; 0.10; 0.5;"
                + " 0.30; 120.50; true; false; true");
  }

  @Test
  @Order(8)
  void axeFindsNothingSeriousInLightAndDark() throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      for (String at : List.of("", "#/review/looked-at", "#/review/nda", "#/lead")) {
        ada.look(dark ? 1280 : 1440, dark ? 800 : 900, dark);
        ada.visit("about:blank");
        ada.visit(house.address() + "/" + at);
        ada.awaitSeen(at.isEmpty() ? "tbody a" : at.endsWith("lead") ? "main *" : ".field.active");
        if (at.endsWith("looked-at")) {
          ada.awaitSeen(".sheet img[src]");
        }
        ada.await("the rules", () -> !ada.text(".rules").contains("…"));
        assertThat(ada.faults()).as(at + (dark ? " dark" : " light")).isEmpty();
        String name = at.isEmpty() ? "queue" : at.substring(at.lastIndexOf('/') + 1);
        ada.save(PICTURES.resolve(name + (dark ? "-dark-1280.png" : "-light-1440.png")));
        if (at.isEmpty()) {
          ada.type("?");
          ada.awaitSeen("dialog.dialog");
          assertThat(ada.faults()).as("keys" + (dark ? " dark" : " light")).isEmpty();
        } else if (at.endsWith("looked-at")) {
          ada.chord(Keys.ALT, "r");
          ada.awaitSeen("dialog.dialog");
          assertThat(ada.faults()).as("reject" + (dark ? " dark" : " light")).isEmpty();
        }
      }
    }
  }

  @Test
  @Order(9)
  void aDocumentWithoutPagesShowsItsTextAndValuesAreTakenBySelecting() {
    take(ada, "nda");
    focus(ada, "jurisdiction");
    ada.js(
        """
        const text = document.querySelector('.paper').firstChild;
        const at = text.data.indexOf('State of Oregon') + 9;
        getSelection().setBaseAndExtent(text, at, text, at + 6);
        document.querySelector('.viewer').dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
        """);
    ada.await("the value", () -> ada.value("#f-jurisdiction").equals("Oregon"));
    assertThat(ada.js("return document.querySelector('.viewer').getAttribute('aria-label')"))
        .isEqualTo("Text of the document");
  }

  @Test
  @Order(10)
  void aLeadSeesWhatWasDecidedAsPlotsAndAsTables() {
    ada.visit("about:blank");
    ada.visit(house.address() + "/#/lead");
    String people = "[aria-labelledby='lead-people'] ";
    ada.awaitSeen(people + "svg.plot[role='img'][aria-label]");
    ada.awaitText(people + "tbody th", "ada");
    // Every plot has its table, whether it is opened or not.
    assertThat(
            ada.js(
                "return [...document.querySelectorAll('.lead-part')]"
                    + ".filter((part) => part.querySelector('svg.plot') && !part.querySelector('table')).length"))
        .isEqualTo(0L);
    ada.click("[aria-labelledby='lead-queue'] summary");
    ada.awaitSeen("[aria-labelledby='lead-queue'] tbody tr");

    bob.visit("about:blank");
    bob.visit(house.address() + "/#/lead");
    bob.awaitText(".lead-state", "role lead");
  }

  private static void enter(Chromium browser, String user) {
    browser.visit(house.address());
    browser.awaitSeen(".login #user");
    logIn(browser, user);
    browser.awaitSeen(".queue tbody a");
  }

  private static void logIn(Chromium browser, String user) {
    browser.await("the name", () -> browser.isFocused("#user"));
    browser.type(user, Keys.TAB, DeskHouse.PASSWORD, Keys.ENTER);
    browser.await("no login", () -> !browser.sees(".login"));
  }

  @Test
  @Order(10)
  void aPacketIsSplitAndItsPartsGoTheirOwnWay() {
    take(ada, "packet");
    ada.awaitSeen(".sheet img[src]");
    ada.chord(Keys.ALT, "s");
    ada.awaitSeen("dialog .cards");
    ada.await("the second page", () -> ada.isFocused(".begin input"));
    ada.type(Keys.SPACE);
    ada.awaitText("dialog .result", "2 documents: 1, 2");
    ada.type(Keys.ENTER);
    assertThat(house.status("packet", LifeStage.REPLACED).getChildren()).hasSize(2);
  }

  /** Opens a document; one that nobody holds is claimed by that. */
  private static void take(Chromium browser, String id) {
    browser.visit("about:blank");
    browser.visit(house.address() + "/#/review/" + id);
    browser.awaitSeen(".field.active");
  }

  /** Puts back what a browser holds: after each submission the next document is opened. */
  private static void release(Chromium browser) {
    browser.visit("about:blank");
    browser.visit(house.address());
    browser.awaitSeen(".queue-page");
    assertThat(
            browser.promised(
                """
                const {get, post, review} = await import('/api.js');
                for (const one of (await get('/api/queue?state=mine')).items) await post(review(one.documentId) + '/release');
                return 'free';
                """))
        .isEqualTo("free");
  }

  private static void focus(Chromium browser, String field) {
    browser.click("#f-" + field);
    browser.await(field, () -> browser.sees(".field.active #f-" + field));
  }

  private static void type(Chromium browser, String css, String text) {
    browser.click(css);
    browser.chord(Keys.CONTROL, "a");
    browser.type(text);
  }

  /** What a screen reader was told last. */
  private static String spoken() {
    return Objects.toString(
        ada.js("return document.querySelector('.unseen[aria-live]')?.textContent"), "");
  }

  /** A rectangle on the first page, in points. */
  private static void drag(Chromium browser, double x0, double y0, double x1, double y1) {
    browser.awaitSeen(".sheet img[src]");
    List<?> sheet =
        (List<?>)
            browser.js(
                "const box = document.querySelector('.sheet').getBoundingClientRect();"
                    + "return [box.left, box.top, box.width / 612]");
    double left = ((Number) sheet.get(0)).doubleValue();
    double top = ((Number) sheet.get(1)).doubleValue();
    double scale = ((Number) sheet.get(2)).doubleValue();
    browser.drag(left + x0 * scale, top + y0 * scale, left + x1 * scale, top + y1 * scale);
  }

  private static ExtractedField field(DocumentCompleted completed, String name) {
    return completed.getFields().stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
