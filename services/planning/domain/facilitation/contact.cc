#include "services/planning/domain/facilitation/contact.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kLongestNotes = 2000;
constexpr int kMostMinutes = 24 * 60;
constexpr size_t kNhsDigits = 10, kPhoneDigits = 11;

// Modulus 11: weights 10 to 2 over the first nine digits give the last.
bool IsNhsNumber(absl::string_view digits) {
  if (digits.size() != kNhsDigits) return false;
  int sum = 0;
  for (size_t i = 0; i + 1 < kNhsDigits; ++i) {
    sum += (digits[i] - '0') * static_cast<int>(kNhsDigits - i);
  }
  const int check = (11 - sum % 11) % 11;
  return check < 10 && digits.back() - '0' == check;
}

bool IsPhoneNumber(absl::string_view digits) {
  return digits.size() == kPhoneDigits && digits[0] == '0';
}

bool IsAddress(absl::string_view text, size_t at) {
  return at > 0 && at + 1 < text.size() && absl::ascii_isalnum(text[at - 1]) &&
         absl::ascii_isalnum(text[at + 1]);
}

}  // namespace

bool MayTellOfPatient(absl::string_view text) {
  std::string digits;
  const auto found = [&digits] { return IsNhsNumber(digits) || IsPhoneNumber(digits); };
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (absl::ascii_isdigit(c)) {
      digits.push_back(c);
      continue;
    }
    const bool inside = (c == ' ' || c == '-') && !digits.empty() && i + 1 < text.size() &&
                        absl::ascii_isdigit(text[i + 1]);
    if (inside) continue;
    if (found() || (c == '@' && IsAddress(text, i))) return true;
    digits.clear();
  }
  return found();
}

void CheckContact(const Contact& contact, absl::CivilDay today, Violations& violations) {
  if (contact.day > today) {
    violations.Add("contact.contact_date", DayText(contact.day), "today or before");
  }
  if (contact.kind == ContactKind::kUnspecified) {
    violations.Add("contact.kind", "", "how they met");
  }
  if (contact.minutes < 1 || contact.minutes > kMostMinutes) {
    violations.Add("contact.hours", absl::StrCat(contact.minutes / 60.0), "above 0, at most 24");
  }
  if (contact.notes.size() > kLongestNotes) {
    violations.Add("contact.notes", absl::StrCat(contact.notes.size(), " characters"),
                   absl::StrCat("at most ", kLongestNotes));
  }
  if (MayTellOfPatient(contact.notes)) {
    violations.Add("contact.notes", "", "notes without NHS numbers, telephone numbers, addresses");
  }
}

}  // namespace pcsp::planning::training
