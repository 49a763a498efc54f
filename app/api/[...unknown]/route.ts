import { apiHandler } from "@/lib/auth/handler";
import { Problem } from "@/lib/problem";

const nothingHere = apiHandler(async () => {
  throw new Problem(404, "There is nothing at this address.");
});

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as OPTIONS,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
