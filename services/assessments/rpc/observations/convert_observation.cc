#include "services/assessments/rpc/observations/convert_observation.h"

#include "services/assessments/rpc/measures/requests.h"

namespace pcsp::assessments {

pb::Observation ToProto(const Observation& observation) {
  pb::Observation message;
  message.set_name(observation.name.ToString());
  message.set_kind(static_cast<pb::ObservationKind>(observation.kind));
  message.set_observed_date(absl::FormatCivilTime(observation.observed_date));
  message.set_appointment(observation.appointment);
  for (const ObservedFact& fact : observation.facts) {
    auto* added = message.add_facts();
    added->set_fact(fact.fact);
    added->set_category(fact.category);
  }
  message.set_has_note(!observation.note.empty());
  SetTime(observation.create_time, message.mutable_create_time());
  SetTime(observation.update_time, message.mutable_update_time());
  message.set_etag(observation.etag());
  return message;
}

Observation FromProto(const ObservationName& of, const pb::Observation& message,
                      Violations& violations) {
  Observation observation{.name = of, .appointment = message.appointment(), .note = message.note()};
  const int kind = message.kind();
  if (kind >= 0 && kind <= static_cast<int>(ObservationKind::kMeeting)) {
    observation.kind = static_cast<ObservationKind>(kind);
  }
  observation.observed_date =
      DayFrom("observation.observed_date", message.observed_date(), violations).value_or(Day());
  for (const auto& fact : message.facts()) {
    observation.facts.push_back({fact.fact(), fact.category()});
  }
  return observation;
}

}  // namespace pcsp::assessments
