#include "services/assessments/domain/observations/observation.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace pcsp::assessments {
namespace {

// Modulus 11, the weights of the first nine digits being 10 to 2.
bool HasCheckDigit(absl::string_view ten) {
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (ten[i] - '0') * (10 - i);
  return (11 - sum % 11) % 11 == ten[9] - '0';
}

void CheckFacts(const std::vector<ObservedFact>& facts, Violations& violations) {
  if (facts.size() > kMostFacts) {
    violations.Add("observation.facts", absl::StrCat(facts.size()), "at most 100 facts");
  }
  std::set<std::string> seen;
  for (size_t i = 0; i < facts.size(); ++i) {
    const std::string at = absl::StrCat("observation.facts[", i, "].");
    if (!IsFactCode(facts[i].fact)) {
      violations.Add(at + "fact", facts[i].fact, "the id of a fact: a-z, 0-9 and _");
    } else if (!seen.insert(facts[i].fact).second) {
      violations.Add(at + "fact", facts[i].fact, "each fact once");
    }
    if (!IsFactCode(facts[i].category)) {
      violations.Add(at + "category", facts[i].category, "the id of a category: a-z, 0-9 and _");
    }
  }
}

void CheckNote(const std::string& note, Violations& violations) {
  if (note.size() > kMostNoteBytes) {
    violations.Add("observation.note", absl::StrCat(note.size(), " bytes"), "at most 4000 bytes");
  }
  if (!IsPlain(note)) violations.Add("observation.note", "", "text without control characters");
  if (HasNhsNumber(note)) {
    violations.Add("observation.note", "", "nothing that tells of a patient: it has an NHS number");
  }
}

}  // namespace

bool IsFactCode(absl::string_view text) {
  return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
  });
}

std::string Observation::etag() const { return absl::StrCat("\"", revision, "\""); }

void Validate(const Observation& observation, Day today, Violations& violations) {
  if (observation.kind == ObservationKind::kUnspecified) {
    violations.Add("observation.kind", "", "a visit, a call, a document or a meeting");
  }
  if (observation.observed_date > today + 1) {
    violations.Add("observation.observed_date", absl::FormatCivilTime(observation.observed_date),
                   absl::StrCat("a day not after ", absl::FormatCivilTime(today)));
  }
  const std::string& programme = observation.name.organisation.programme;
  if (!observation.appointment.empty() && !IsAppointmentName(programme, observation.appointment)) {
    violations.Add("observation.appointment", observation.appointment,
                   absl::StrCat("programmes/", programme, "/appointments/{appointment}"));
  }
  if (observation.facts.empty() && observation.note.empty()) {
    violations.Add("observation.facts", "", "at least one fact, or a note");
  }
  CheckFacts(observation.facts, violations);
  CheckNote(observation.note, violations);
}

const std::set<std::string>& UpdatableObservationFields() {
  static const auto* const fields =
      new std::set<std::string>{"kind", "observed_date", "appointment", "facts", "note"};
  return *fields;
}

absl::Status CheckEtag(const Observation& observation, absl::string_view etag) {
  if (etag.empty() || etag == observation.etag()) return absl::OkStatus();
  return EtagMismatch("observation", observation.name.ToString(), etag, observation.etag());
}

absl::StatusOr<Observation> Updated(Observation before, const Observation& given,
                                    const std::set<std::string>& fields, absl::string_view etag,
                                    absl::Time now) {
  RETURN_IF_ERROR(CheckEtag(before, etag));
  const auto take = [&](const char* field, auto member) {
    if (fields.count(field) > 0) before.*member = given.*member;
  };
  take("kind", &Observation::kind);
  take("observed_date", &Observation::observed_date);
  take("appointment", &Observation::appointment);
  take("facts", &Observation::facts);
  take("note", &Observation::note);
  Violations violations;
  Validate(before, DayOf(now), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ++before.revision;
  before.update_time = now;
  return before;
}

bool HasNhsNumber(absl::string_view text) {
  std::string digits;  // of the stretch under way
  bool found = false;
  const auto end = [&] {
    found |= digits.size() == 10 && HasCheckDigit(digits);
    digits.clear();
  };
  for (char c : text) {
    if (absl::ascii_isdigit(c)) {
      digits.push_back(c);
    } else if (c != ' ' && c != '-') {
      end();
    }
  }
  end();
  return found;
}

}  // namespace pcsp::assessments
