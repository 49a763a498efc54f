import { allowOnly } from "@/lib/auth/methods";
import { handleAuth } from "@/lib/auth/next-auth-handler";

const notAllowed = allowOnly("GET, HEAD, POST");

export {
  handleAuth as GET,
  handleAuth as POST,
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as PUT,
};
