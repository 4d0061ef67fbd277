#include "services/planning/rpc/erasure/note_methods.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/training/names.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/library/story_methods.h"
#include "services/planning/rpc/requests.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning {
namespace {

constexpr int kMostAppointments = 1000;

std::vector<std::string> AppointmentsFrom(const std::string& programme,
                                          const pb::EraseNotesRequest& request,
                                          Violations& violations) {
  const bool none = request.appointments().empty() && request.person().empty();
  if (none || request.appointments_size() > kMostAppointments) {
    violations.Add("appointments", absl::StrCat(request.appointments_size(), " appointments"),
                   absl::StrCat("1 to ", kMostAppointments, ", or a person"));
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

// The id of the person; empty if none is given.
std::string PersonFrom(const std::string& programme, const pb::EraseNotesRequest& request,
                       Violations& violations) {
  if (request.person().empty()) return "";
  const auto person = training::ParseNameIn("people", request.person());
  if (person && person->programme == programme) return person->id;
  violations.Add("person", request.person(),
                 absl::StrCat("programmes/", programme, "/people/{person}"));
  return "";
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
  const std::string& person;
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

  int Stories() const {
    if (by.empty()) return 0;
    return EraseStories(writer, programme, {sql::OneOfThem("agreed_by", by)});
  }

  int Diaries() const {
    int ended = End({sql::OneOfThem("owner", by)});
    if (!person.empty()) ended += End({sql::Is("person", person)});
    return ended;
  }

 private:
  int End(std::vector<sql::Condition> where) const {
    where.push_back(sql::Is("programme", programme));
    where.push_back(sql::Is("revoked", "0"));
    const auto found = writer.List<CalendarFeed>({.where = where});
    for (CalendarFeed feed : found) {
      feed.revoked = true;
      Keep(feed);
    }
    return static_cast<int>(found.size());
  }
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
  const std::string person = PersonFrom(programme, request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("EraseNotes", call, programme, request);
  const auto erase = [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::EraseNotesResponse> {
    const Erasure erasure{writer, programme, by, person, call.now};
    pb::EraseNotesResponse reply;
    reply.set_contact_count(erasure.Contacts());
    reply.set_event_count(erasure.Events());
    reply.set_sign_off_count(erasure.SignOffs());
    reply.set_calendar_feed_count(erasure.Diaries());
    reply.set_story_count(erasure.Stories());
    const int erased = reply.contact_count() + reply.event_count() + reply.sign_off_count() +
                       reply.calendar_feed_count() + reply.story_count();
    if (erased > 0) writer.Concerns(absl::StrCat("programmes/", programme, "/notes"));
    return reply;
  };
  ASSIGN_OR_RETURN(const auto reply,
                   Write<pb::EraseNotesResponse>(store_.records(), change, erase));
  RETURN_IF_ERROR(store_.Scrub());
  return reply;
}

}  // namespace pcsp::planning
