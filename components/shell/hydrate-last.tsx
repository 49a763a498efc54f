/**
 * Stands in the list of scripts that Next.js loads before it hydrates. Should Next.js read that list in another way one day, it
 * finds an empty script, and hydrates as early as it did.
 */
const HYDRATE_LAST = `self.__next_s=Object.assign([[0,{children:""}]],{reduce:()=>new Promise(go=>{setTimeout(go,1e3);
document.readyState==="loading"?document.addEventListener("DOMContentLoaded",()=>requestAnimationFrame(()=>requestAnimationFrame(()=>setTimeout(go)))):go()
}).then(()=>{performance.mark("hydration-begins")})})`;

/**
 * React makes a page interactive once the document is there and painted. It would begin with the first piece of it, in steps that
 * the parser of the rest waits behind: figures that have long arrived showed up to 300 ms later (decision 0069). What takes
 * longer than a second is not waited for. First in the body.
 */
export function HydrateLast({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {HYDRATE_LAST}
    </script>
  );
}
