#include "tests/registry/find/random_filter.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace pcsp::registry {
namespace {

using Meaning = std::function<bool(const Organisation&)>;

const char* const kNames[] = {"Harbour Surgery",
                              "harbour surgery",
                              "Tŷ Elli",
                              "100% Health_Care!",
                              "O'Brien \"Dr\"",
                              "A\\B",
                              "Zeta",
                              "alder"};
const char* const kCodes[] = {"", "A81044", "A81045", "Y00123", "Z-9"};
const char* const kPostcodes[] = {"", "TS25 1QU", "TS251QU", "ZY1 1AA"};
const char* const kDays[] = {"", "2020-01-01", "2024-02-29", "2024-03-01"};
const char* const kSystems[] = {"", "ods", "local"};

Date DayOr(const std::string& text, Date absent) {
  return text.empty() ? absent : *ParseDate(text);
}

// The comparison of two texts by the sign, byte by byte.
bool Holds(const std::string& a, const std::string& sign, const std::string& b) {
  if (sign == "=") return a == b;
  if (sign == "!=") return a != b;
  if (sign == "<") return a < b;
  if (sign == "<=") return a <= b;
  if (sign == ">") return a > b;
  if (sign == ">=") return a >= b;
  return a.find(b) != std::string::npos;
}

}  // namespace

Organisation FilterMaker::MakeOrganisation(int number) {
  Organisation o;
  o.programme = "north";
  o.id = absl::StrCat("o", number);
  o.uid = absl::StrCat("uid", number);
  o.kind = static_cast<OrganisationKind>(1 + Pick(6));
  o.status = static_cast<OrganisationStatus>(1 + Pick(4));
  o.display_name = Of(kNames);
  o.code = Of(kCodes);
  // No two may have the same code of the same system.
  if (!o.code.empty()) o.code_system = absl::StrCat(Pick(2) == 0 ? "ods" : "local", number);
  o.postcode = Of(kPostcodes);
  o.life = {DayOr(Of(kDays), kSinceAlways), DayOr(Of(kDays), kUntilFurtherNotice)};
  return o;
}

RandomFilter FilterMaker::MakeFilter(
    int depth, const std::function<bool(const std::string&, const std::string&)>& below) {
  const int what = depth == 0 ? 3 : Pick(5);
  if (what <= 1) {
    const RandomFilter a = MakeFilter(depth - 1, below), b = MakeFilter(depth - 1, below);
    const bool all = what == 0;
    return {absl::StrCat("(", a.text, all ? " AND " : " OR ", b.text, ")"),
            [=](const Organisation& o) {
              return all ? a.matches(o) && b.matches(o) : a.matches(o) || b.matches(o);
            }};
  }
  if (what == 2) {
    const RandomFilter a = MakeFilter(depth - 1, below);
    return {absl::StrCat(Pick(2) == 0 ? "NOT (" : "-(", a.text, ")"),
            [=](const Organisation& o) { return !a.matches(o); }};
  }
  if (Pick(6) > 0) return Comparison();
  const std::string id = absl::StrCat("o", Pick(8));
  return {Pick(2) == 0 ? absl::StrCat("within(", id, ")")
                       : absl::StrCat("within('programmes/north/organisations/", id, "')"),
          [=](const Organisation& o) { return o.id != id && below(id, o.id); }};
}

RandomFilter FilterMaker::Comparison() {
  switch (Pick(3)) {
    case 0:
      return WordComparison();
    case 1:
      return DateComparison();
    default:
      return TextComparison();
  }
}

RandomFilter FilterMaker::WordComparison() {
  const char* const signs[] = {"=", "!=", ":"};
  const std::string sign = Of(signs);
  const bool unequal = sign == "!=";
  if (Pick(2) == 0) {
    const auto kind = static_cast<OrganisationKind>(1 + Pick(6));
    std::string word(Word(kind));
    if (Pick(2) == 0) word = "ORGANISATION_KIND_" + absl::AsciiStrToUpper(word);
    return {absl::StrCat("kind ", sign, " ", word),
            [=](const Organisation& o) { return (o.kind == kind) != unequal; }};
  }
  const auto status = static_cast<OrganisationStatus>(1 + Pick(4));
  return {absl::StrCat("status", sign, "'", Word(status), "'"),
          [=](const Organisation& o) { return (o.status == status) != unequal; }};
}

RandomFilter FilterMaker::DateComparison() {
  const bool open = Pick(2) == 0;
  const std::string field = open ? "open_date" : "close_date";
  if (Pick(4) == 0) {
    return {field + ":*", [=](const Organisation& o) {
              return open ? o.life.first != kSinceAlways : o.life.last != kUntilFurtherNotice;
            }};
  }
  const char* const signs[] = {"=", "!=", "<", "<=", ">", ">=", ":"};
  const std::string sign = Of(signs);
  const std::string text = kDays[1 + Pick(3)];
  const Date day = *ParseDate(text);
  return {absl::StrCat(field, " ", sign, " ", Pick(2) == 0 ? text : Quoted(text)),
          [=](const Organisation& o) {
            const Date own = open ? o.life.first : o.life.last;
            if (sign == "=" || sign == ":") return own == day;
            if (sign == "!=") return own != day;
            if (sign == "<") return own < day;
            if (sign == "<=") return own <= day;
            return sign == ">" ? own > day : own >= day;
          }};
}

RandomFilter FilterMaker::TextComparison() {
  const char* const signs[] = {"=", "!=", "<", "<=", ">", ">=", ":", ":"};
  const std::string sign = Of(signs);
  const int what = Pick(4);
  std::string field, value;
  std::function<std::string(const std::string&)> key;
  std::function<std::string(const Organisation&)> own;
  if (what == 0) {
    field = "display_name";
    value = Of(kNames);
    // Cut, but not within a character nor behind a space.
    const std::string cut = value.substr(0, 1 + Pick(4));
    if (Pick(2) == 0 && absl::ascii_isgraph(cut.back())) value = cut;
    if (Pick(4) == 0) value = std::string(1, "%_!\\'\"*"[Pick(7)]);
    key = [](const std::string& text) { return absl::AsciiStrToLower(text); };
    own = [](const Organisation& o) { return o.display_name; };
  } else if (what == 1) {
    field = "code";
    value = Of(kCodes);
    if (sign == ":") value = value.substr(0, 2);
    if (Pick(2) == 0) absl::AsciiStrToLower(&value);
    key = [](const std::string& text) { return absl::AsciiStrToUpper(text); };
    own = [](const Organisation& o) { return o.code; };
  } else if (what == 2) {
    field = "postcode";
    value = Of(kPostcodes);
    if (Pick(2) == 0) absl::AsciiStrToLower(&value);
    key = [](const std::string& text) {
      return absl::StrReplaceAll(absl::AsciiStrToUpper(text), {{" ", ""}});
    };
    own = [](const Organisation& o) { return o.postcode; };
  } else {
    field = "code_system";
    value = Of(kSystems);
    key = [](const std::string& text) { return text; };
    own = [](const Organisation& o) { return o.code_system; };
  }
  if (Pick(6) == 0) {
    return {field + " : *", [=](const Organisation& o) { return !own(o).empty(); }};
  }
  return {absl::StrCat(field, Pick(2) == 0 ? " " : "", sign, Quoted(value)),
          [=](const Organisation& o) { return Holds(key(own(o)), sign, key(value)); }};
}

std::string FilterMaker::Quoted(const std::string& text) {
  const std::string quote = Pick(2) == 0 ? "\"" : "'";
  return quote + absl::StrReplaceAll(text, {{"\\", "\\\\"}, {quote, "\\" + quote}}) + quote;
}

}  // namespace pcsp::registry
