#include "gateway/flows/evidence/notes.h"

#include <algorithm>
#include <utility>

#include "absl/time/civil_time.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using Stub = assessments::v1::AssessmentService::Stub;

constexpr absl::Duration kStep = absl::Seconds(30);
// The most that a diagnosis reads of one level.
constexpr size_t kMostNotes = 250, kLongestNote = 4000;

std::string YearBefore(absl::Time closed) {
  const absl::CivilDay day = absl::ToCivilDay(closed, absl::UTCTimeZone());
  return absl::FormatCivilTime(absl::CivilDay(day.year() - 1, day.month(), day.day()));
}

// Cut where a character ends.
std::string Shortened(std::string text) {
  if (text.size() <= kLongestNote) return text;
  size_t end = kLongestNote;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

// Of a site that has none, and of a service of the release before while an upgrade is under way.
bool NoneThere(const absl::Status& status) {
  return absl::IsNotFound(status) || absl::IsUnimplemented(status);
}

}  // namespace

SiteNotes::SiteNotes(Clients* clients, const WaveName& wave, absl::Time closed)
    : clients_(clients), wave_(wave.ToString()), from_date_(YearBefore(closed)) {}

absl::Status SiteNotes::ReadWords(const std::string& organisation, pcsp::type::v1::Level level,
                                  std::vector<std::string>* notes) {
  if (wordless_.count(level) > 0) return absl::OkStatus();
  assessments::v1::GetWordsRequest request;
  request.set_name(wave_);
  request.set_organisation(organisation);
  const auto words = Ask(*clients_->assessments, &Stub::GetWords, request, absl::Now() + kStep);
  if (NoneThere(words.status())) return absl::OkStatus();
  RETURN_IF_ERROR(words.status());
  if (words->items().empty()) wordless_.insert(level);
  for (const auto& item : words->items()) {
    for (const std::string& text : item.texts()) notes->push_back(Shortened(text));
  }
  return absl::OkStatus();
}

absl::Status SiteNotes::ReadObservations(const std::string& organisation,
                                         std::vector<std::string>* notes) {
  assessments::v1::ListObservationsRequest request;
  request.set_parent(organisation);
  request.set_from_date(from_date_);
  request.set_view(assessments::v1::OBSERVATION_VIEW_FULL);
  const absl::Status status = EachPage(*clients_->assessments, &Stub::ListObservations, request,
                                       kStep, [notes](const auto& page) {
                                         for (const auto& observation : page.observations()) {
                                           if (!observation.note().empty())
                                             notes->push_back(Shortened(observation.note()));
                                         }
                                       });
  return NoneThere(status) ? absl::OkStatus() : status;
}

absl::StatusOr<std::vector<std::string>> SiteNotes::Of(const std::string& organisation,
                                                       pcsp::type::v1::Level level) {
  const auto known = read_.find(organisation);
  if (known != read_.end()) return known->second;
  std::vector<std::string> notes;
  RETURN_IF_ERROR(ReadWords(organisation, level, &notes));
  RETURN_IF_ERROR(ReadObservations(organisation, &notes));
  // They come in an order of chance: so a diagnosis made again is the same.
  std::sort(notes.begin(), notes.end());
  if (notes.size() > kMostNotes) notes.resize(kMostNotes);
  return read_[organisation] = std::move(notes);
}

}  // namespace pcsp::gateway
