#include "services/planning/rpc/erasure/note_methods.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/requests.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning {
namespace {

constexpr int kMostAppointments = 1000;

std::vector<std::string> AppointmentsFrom(const std::string& programme,
                                          const pb::EraseNotesRequest& request,
                                          Violations& violations) {
  if (request.appointments().empty() || request.appointments_size() > kMostAppointments) {
    violations.Add("appointments", absl::StrCat(request.appointments_size(), " appointments"),
                   absl::StrCat("1 to ", kMostAppointments));
  }
  std::vector<std::string> ids;
  for (int i = 0; i < request.appointments_size(); ++i) {
    const std::string field = absl::StrCat("appointments[", i, "]");
    const std::string& name = request.appointments(i);
    if (name.empty()) {
      violations.Add(field, name,
                     absl::StrCat("programmes/", programme, "/appointments/{appointment}"));
    }
    ids.push_back(AppointmentFrom(programme, field, name, violations));
  }
  return ids;
}

// Rows of `programme` whose `column` is one of `ids` and whose words are not gone yet.
sql::Query WrittenBy(const std::string& programme, const std::vector<std::string>& ids,
                     const char* column, const char* words) {
  return {.where = {sql::Is("programme", programme), sql::OneOfThem(column, ids),
                    sql::IsNot(words, "")}};
}

// One erasure, in its transaction.
struct Erasure {
  sql::RecordWriter& writer;
  const std::string& programme;
  const std::vector<std::string>& by;
  absl::Time now;

  int Contacts() const {
    const auto found =
        writer.List<training::Contact>(WrittenBy(programme, by, "facilitator", "notes"));
    for (training::Contact contact : found) {
      contact.notes.clear();
      Keep(contact);
      writer.Forget(programme, absl::StrCat("programmes/", programme, "/contacts/", contact.id));
    }
    return static_cast<int>(found.size());
  }

  int Events() const {
    const auto found = writer.List<StoredEvent>(WrittenBy(programme, by, "told_by", "note"));
    for (StoredEvent stored : found) {
      stored.event.note.clear();
      writer.Put(stored);
      writer.Forget(programme, ActionName{stored.plan, stored.action}.Text());
    }
    return static_cast<int>(found.size());
  }

  int SignOffs() const {
    const auto found = writer.List<SiteAdaptation>(WrittenBy(programme, by, "signed_by", "note"));
    for (SiteAdaptation one : found) {
      one.note.clear();
      Keep(one);
      writer.Forget(programme, AdaptationName{{programme, one.organisation}, one.id}.Text());
    }
    return static_cast<int>(found.size());
  }

  int Diaries() const {
    const auto found = writer.List<CalendarFeed>(
        {.where = {sql::Is("programme", programme), sql::OneOfThem("owner", by),
                   sql::Is("revoked", "0")}});
    for (CalendarFeed feed : found) {
      feed.revoked = true;
      Keep(feed);
    }
    return static_cast<int>(found.size());
  }

 private:
  template <typename T>
  void Keep(T& value) const {
    ++value.revision;
    value.update_time = now;
    writer.Put(value);
  }
};

}  // namespace

// What the engine's files still hold is overwritten after the commit; a call that fails there is
// repeated, and then finds nothing else left to do.
absl::StatusOr<pb::EraseNotesResponse> NoteMethods::Erase(
    const rpc::Call& call, const pb::EraseNotesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  const std::vector<std::string> by = AppointmentsFrom(programme, request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("EraseNotes", call, programme, request);
  const auto erase = [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::EraseNotesResponse> {
    const Erasure erasure{writer, programme, by, call.now};
    pb::EraseNotesResponse reply;
    reply.set_contact_count(erasure.Contacts());
    reply.set_event_count(erasure.Events());
    reply.set_sign_off_count(erasure.SignOffs());
    reply.set_calendar_feed_count(erasure.Diaries());
    const int erased = reply.contact_count() + reply.event_count() + reply.sign_off_count() +
                       reply.calendar_feed_count();
    if (erased > 0) writer.Concerns(absl::StrCat("programmes/", programme, "/notes"));
    return reply;
  };
  ASSIGN_OR_RETURN(const auto reply,
                   Write<pb::EraseNotesResponse>(store_.records(), change, erase));
  RETURN_IF_ERROR(store_.Scrub());
  return reply;
}

}  // namespace pcsp::planning
